// Any bytes as frames of the protocol, in two pieces: messages or BadFrame; a message that came goes out again the same.

#include "modules/protocol/Frame.hpp"

#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    modules::FrameReader reader;
    try {
        reader.add(bytes.substr(0, size / 2));
        reader.add(bytes.substr(size / 2));
        while (const std::optional<modules::Message> message = reader.next()) {
            modules::FrameReader again;
            again.add(modules::encode(*message));
            const std::optional<modules::Message> back = again.next();
            if (!back || back->kind != message->kind || back->id != message->id) std::abort();
        }
    } catch (const modules::BadFrame&) {
        return 0;
    }
    return 0;
}

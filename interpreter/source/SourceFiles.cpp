#include "interpreter/source/SourceFiles.hpp"

#include "interpreter/source/Diagnostic.hpp"

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>
#include <utility>

namespace interpreter {

namespace {

const std::string no_text;
constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

bool continues_character(char byte) {
    return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U;
}

struct Closer {
    void operator()(std::FILE* file) const { std::fclose(file); }
};

/// The file's bytes. On failure `text` is empty and errno says why.
bool slurp(const std::string& path, std::string& text) {
    const std::unique_ptr<std::FILE, Closer> file(std::fopen(path.c_str(), "rbe"));
    if (!file) return false;
    std::array<char, 65536> part{};
    while (const std::size_t got = std::fread(part.data(), 1, part.size(), file.get()))
        text.append(part.data(), got);
    return std::ferror(file.get()) == 0;
}

std::string hint_for(int reason) {
    if (reason == EACCES) return "it must be readable by the user who runs this program";
    if (reason == EISDIR) return "a file is wanted here, not a directory";
    return {};
}

}  // namespace

Position advanced(Position start, std::string_view text, std::size_t offset) {
    if (!start.known()) return start;
    Position place = start;
    for (const char byte : text.substr(0, offset)) {
        if (byte == '\n') {
            ++place.line;
            place.column = start.column;
        } else if (!continues_character(byte)) {
            ++place.column;
        }
    }
    return place;
}

std::uint32_t SourceFiles::add(std::string name, std::string text, Quoting quoting) {
    const std::scoped_lock lock(mutex_);
    const auto number = static_cast<std::uint32_t>(files_.size() + 1);
    latest_.insert_or_assign(name, number);
    files_.push_back(File{std::move(name), std::move(text), quoting});
    return number;
}

std::uint32_t SourceFiles::read(const std::string& path, Position asked_at) {
    std::string text;
    if (!slurp(path, text)) {
        const int reason = errno;
        throw DiagnosticError("cannot read '" + path + "': " + std::strerror(reason), asked_at,
                              hint_for(reason));
    }
    {
        const std::scoped_lock lock(mutex_);
        const auto before = latest_.find(path);
        if (before != latest_.end() && files_[before->second - 1].text == text) return before->second;
    }
    return add(path, std::move(text));
}

const SourceFiles::File* SourceFiles::find(std::uint32_t file) const {
    const std::scoped_lock lock(mutex_);
    return file != 0 && file <= files_.size() ? &files_[file - 1] : nullptr;
}

const std::string& SourceFiles::name(std::uint32_t file) const {
    const File* found = find(file);
    return found != nullptr ? found->name : no_text;
}

const std::string& SourceFiles::text(std::uint32_t file) const {
    const File* found = find(file);
    return found != nullptr ? found->text : no_text;
}

bool SourceFiles::may_quote(std::uint32_t file) const {
    const File* found = find(file);
    return found != nullptr && found->quoting == Quoting::allowed;
}

std::string_view SourceFiles::line(std::uint32_t file, std::uint32_t number) const {
    std::string_view rest = text(file);
    if (number == 0) return {};
    for (std::uint32_t passed = 1; passed < number; ++passed) {
        const std::size_t end = rest.find('\n');
        if (end == std::string_view::npos) return {};
        rest.remove_prefix(end + 1);
    }
    std::string_view line = rest.substr(0, rest.find('\n'));
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (number == 1 && line.starts_with(byte_order_mark)) line.remove_prefix(byte_order_mark.size());
    return line;
}

std::string SourceFiles::describe(Position position) const {
    if (!position.known()) return {};
    std::string place = name(position.file);
    if (position.line == 0) return place;
    place += ':' + std::to_string(position.line);
    if (position.column != 0) place += ':' + std::to_string(position.column);
    return place;
}

}  // namespace interpreter

#pragma once

#include "modules/files/Archive.hpp"

#include <cstdint>

namespace modules {

/// A ZIP archive, through unzip. Contents are compared by length and CRC-32, which the archive itself tells.
class ZipArchive final : public Archive {
  public:
    ZipArchive(const Extraction& wanted, const HostView& host) : wanted_(wanted), host_(host) {}

    [[nodiscard]] std::string kind() const override { return "ZipArchive"; }
    [[nodiscard]] std::vector<std::string> members() const override;
    [[nodiscard]] std::vector<std::string> differences() const override;
    [[nodiscard]] Command extracting() const override;

  private:
    struct Member {
        std::string name;
        std::uint64_t size = 0;
        std::uint32_t crc = 0;
    };
    [[nodiscard]] std::vector<Member> listed() const;

    const Extraction& wanted_;
    const HostView& host_;
};

/// The checksum of ZIP and gzip (polynomial 0xEDB88320, reflected).
std::uint32_t crc32_of(std::string_view bytes);

}  // namespace modules

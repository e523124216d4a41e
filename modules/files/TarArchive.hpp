#pragma once

#include "modules/files/Archive.hpp"

namespace modules {

/// Whatever GNU tar reads, compressed or not.
class TarArchive final : public Archive {
  public:
    TarArchive(const Extraction& wanted, const HostView& host, std::string kind)
        : wanted_(wanted), host_(host), kind_(std::move(kind)) {}

    [[nodiscard]] std::string kind() const override { return kind_; }
    [[nodiscard]] std::vector<std::string> members() const override;
    [[nodiscard]] std::vector<std::string> differences() const override;
    [[nodiscard]] Command extracting() const override;

  private:
    [[nodiscard]] Command look(const char* operation) const;
    [[nodiscard]] bool matters(const std::string& line) const;

    const Extraction& wanted_;
    const HostView& host_;
    std::string kind_;
};

}  // namespace modules

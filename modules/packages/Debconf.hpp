#pragma once

#include "modules/files/Text.hpp"

#include <array>

namespace modules {

enum class DebconfType { boolean, error, multiselect, note, password, seen, select, string, text, title };
template <>
struct Words<DebconfType> {
    static constexpr std::array words{std::pair{std::string_view("boolean"), DebconfType::boolean},
                                      std::pair{std::string_view("error"), DebconfType::error},
                                      std::pair{std::string_view("multiselect"), DebconfType::multiselect},
                                      std::pair{std::string_view("note"), DebconfType::note},
                                      std::pair{std::string_view("password"), DebconfType::password},
                                      std::pair{std::string_view("seen"), DebconfType::seen},
                                      std::pair{std::string_view("select"), DebconfType::select},
                                      std::pair{std::string_view("string"), DebconfType::string},
                                      std::pair{std::string_view("text"), DebconfType::text},
                                      std::pair{std::string_view("title"), DebconfType::title}};
};

struct DebconfArguments {
    std::string name;
    std::optional<std::string> question;
    std::optional<DebconfType> vtype;
    std::optional<Text> value;
    bool unseen = false;
};

/// Answers to the questions that Debian's packages ask when they are installed. What debconf keeps is read
/// from its files, passwords too, so a look starts no Perl. debconf(7), debconf-set-selections(1),
/// https://docs.ansible.com/ansible/latest/collections/ansible/builtin/debconf_module.html
class Debconf final : public TypedModule<DebconfArguments> {
  public:
    [[nodiscard]] std::string_view name() const override { return "debconf"; }
    [[nodiscard]] std::string_view summary() const override {
        return "Answers to the questions of Debian packages";
    }
    [[nodiscard]] ArgumentList<DebconfArguments> table() const override;
    [[nodiscard]] Plan check(const DebconfArguments& wanted, const HostView& host,
                             const CallOptions& options) const override;
};

}  // namespace modules

#include "interpreter/cli/Manual.hpp"

#include "interpreter/actions/Action.hpp"
#include "interpreter/cli/builtin_manual.hpp"
#include "interpreter/configuration/Setting.hpp"
#include "interpreter/playbook/Keyword.hpp"
#include "modules/module/Module.hpp"
#include "modules/value/Json.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <sstream>

namespace interpreter {

namespace {

constexpr std::size_t page_width = 79;

std::string fact(std::string_view name, const std::string& text) {
    return text.empty() ? std::string() : wrapped(fmt::format("{}: {}", name, text), 4);
}

std::string argument_body(const modules::Argument& argument) {
    std::string type(modules::type_name(argument.type));
    if (argument.type == modules::ArgumentType::list && argument.items != modules::ArgumentType::any)
        type += " of " + std::string(modules::type_name(argument.items));
    std::string text = fmt::format("  {} {}  ({})\n", argument.required ? "=" : "-", argument.name, type);
    text += wrapped(argument.help, 8);
    const auto more = [&](std::string_view name, const std::string& value) {
        if (!value.empty()) text += wrapped(fmt::format("{}: {}", name, value), 8);
    };
    more("one of", fmt::format("{}", fmt::join(argument.choices, ", ")));
    if (argument.fallback && !argument.fallback->is_null()) more("default", modules::to_json(*argument.fallback));
    more("also", fmt::format("{}", fmt::join(argument.aliases, ", ")));
    if (argument.free_form) text += wrapped("takes what stands behind the name without a key", 8);
    return text;
}

ManualPage page_of(std::string kind, const modules::ModuleDeclaration& declaration) {
    ManualPage page{std::move(kind), declaration.name, declaration.summary, {}, {}};
    std::vector<modules::Argument> arguments = declaration.arguments;
    std::stable_sort(arguments.begin(), arguments.end(),
                     [](const modules::Argument& left, const modules::Argument& right) { return left.name < right.name; });
    if (!arguments.empty()) page.body = "\n  Arguments (= must be given):\n";
    for (const modules::Argument& argument : arguments) page.body += "\n" + argument_body(argument);
    if (declaration.takes_any_argument) page.body += "\n  Takes any other name too.\n";
    return page;
}

std::string places_of(const Keyword& keyword) {
    static constexpr std::pair<std::uint8_t, std::string_view> all[] = {
        {in_play, "play"}, {in_role, "role"}, {in_block, "block"}, {in_task, "task"}, {in_handler, "handler"}};
    std::vector<std::string_view> places;
    for (const auto& [bit, name] : all)
        if ((keyword.places & bit) != 0) places.push_back(name);
    return fmt::format("{}", fmt::join(places, ", "));
}

std::string_view keyword_type(KeywordType type) {
    static constexpr std::string_view names[] = {"text", "yes or no", "a whole number", "a list", "a mapping",
                                                 "an expression, or a list of them that must all hold", "any value"};
    return names[static_cast<std::size_t>(type)];
}

ManualPage page_of(const Keyword& keyword) {
    ManualPage page{"keyword", keyword.name, keyword.help, {}, {}};
    page.body = "\n" + fact("stands in", places_of(keyword)) + fact("takes", std::string(keyword_type(keyword.type)));
    if (keyword.inheritance == Inheritance::overrides) page.body += fact("inherited", "the innermost wins");
    if (keyword.inheritance == Inheritance::joins) page.body += fact("inherited", "all levels count, the outermost first");
    if (keyword.support == Support::refused) page.summary = "Is not supported: " + keyword.help;
    if (keyword.support == Support::without_effect) page.summary = "Has no effect: " + keyword.help;
    return page;
}

// "pattern replacement ignorecase?" as "pattern, replacement, [ignorecase]".
std::string parameters_of(std::string_view written) {
    std::vector<std::string> shown;
    for (const std::string_view word : words_of(written)) {
        if (word == "*")
            shown.emplace_back("…");
        else if (word == "**")
            shown.emplace_back("name=…");
        else if (word.ends_with('?'))
            shown.push_back(fmt::format("[{}]", word.substr(0, word.size() - 1)));
        else
            shown.emplace_back(word);
    }
    return fmt::format("{}", fmt::join(shown, ", "));
}

ManualPage page_of(BuiltinKind kind, const Builtin& builtin) {
    const std::string parameters = parameters_of(builtin.parameters);
    const std::string call = parameters.empty() ? std::string(builtin.name) : fmt::format("{}({})", builtin.name, parameters);
    ManualPage page{std::string(builtin_kind_name(kind)), std::string(builtin.name),
                    std::string(builtin_help(kind, builtin.name)), {}, {}};
    switch (kind) {
    case BuiltinKind::filter: page.body = fmt::format("\n    VALUE | {}\n", call); break;
    case BuiltinKind::test: page.body = fmt::format("\n    VALUE is {}\n", call); break;
    case BuiltinKind::function: page.body = fmt::format("\n    {}({})\n", builtin.name, parameters); break;
    case BuiltinKind::lookup:
        page.body = fmt::format("\n    lookup('{}'{})\n", builtin.name, parameters.empty() ? "" : ", " + parameters);
    }
    return page;
}

std::string listed(std::string_view words) { return fmt::format("{}", fmt::join(words_of(words), ", ")); }

ManualPage page_of(const Setting& setting) {
    ManualPage page{"setting", std::string(setting.name), std::string(setting.help), {}, "\n"};
    for (const std::string_view place : words_of(setting.places)) {
        page.also.emplace_back(place);
        page.body += fmt::format("    [{}] {}\n", place.substr(0, place.find('.')), place.substr(place.find('.') + 1));
    }
    for (const std::string_view variable : words_of(setting.environment)) page.also.emplace_back(variable);
    page.body += fact("environment", listed(setting.environment));
    if (setting.effect == Effect::none) {
        page.summary = "Has no effect: " + page.summary;
        return page;
    }
    page.body += fact("takes", std::string(setting_type_name(setting.type)));
    page.body += fact("one of", listed(setting.choices));
    page.body += fact("default", std::string(setting.fallback));
    return page;
}

std::vector<ManualPage> made_manual() {
    std::vector<ManualPage> pages;
    for (const modules::Module* module : modules::all_modules())
        if (find_action(module->name()) == nullptr) pages.push_back(page_of("module", modules::declaration_of(*module)));
    for (const Action& action : all_actions()) pages.push_back(page_of("action", action.declaration));
    for (const Keyword& keyword : keyword_table()) pages.push_back(page_of(keyword));
    for (const BuiltinKind kind : {BuiltinKind::filter, BuiltinKind::test, BuiltinKind::function, BuiltinKind::lookup})
        for (const std::string& name : builtin_names(kind)) pages.push_back(page_of(kind, *find_builtin(kind, name)));
    for (const Setting* setting : all_settings()) pages.push_back(page_of(*setting));
    return pages;
}

}  // namespace

std::string wrapped(std::string_view text, std::size_t indentation) {
    std::string result;
    std::string line;
    std::size_t columns = 0;
    const std::string margin(indentation, ' ');
    const auto width_of = [](std::string_view word) {
        return static_cast<std::size_t>(std::count_if(word.begin(), word.end(), [](char letter) {
            return (static_cast<unsigned char>(letter) & 0xC0U) != 0x80U;
        }));
    };
    for (const std::string_view word : words_of(text)) {
        const std::size_t width = width_of(word);
        if (!line.empty() && indentation + columns + 1 + width > page_width) {
            result += margin + line + "\n";
            line.clear();
            columns = 0;
        }
        columns += width + (line.empty() ? 0 : 1);
        line += (line.empty() ? "" : " ") + std::string(word);
    }
    return line.empty() ? result : result + margin + line + "\n";
}

const std::vector<std::string>& manual_kinds() {
    static const std::vector<std::string> kinds{"module", "action",   "keyword", "filter",
                                                "test",   "function", "lookup",  "setting"};
    return kinds;
}

const std::vector<ManualPage>& manual() {
    static const std::vector<ManualPage> pages = made_manual();
    return pages;
}

}  // namespace interpreter

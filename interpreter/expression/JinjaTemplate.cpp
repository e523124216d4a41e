#include "interpreter/expression/JinjaTemplate.hpp"

#include "interpreter/expression/TemplateParser.hpp"

#include <algorithm>
#include <cctype>
#include <mutex>
#include <shared_mutex>
#include <unordered_map>

namespace interpreter {

namespace {

struct Key {
    std::string_view text;
    Position position;
    TemplateForm form;
    friend bool operator==(const Key& left, const Key& right) {
        return left.form == right.form && left.position == right.position && left.text == right.text;
    }
};

struct KeyHash {
    std::size_t operator()(const Key& key) const {
        const std::size_t place = (static_cast<std::size_t>(key.position.file) << 40U) ^
                                  (static_cast<std::size_t>(key.position.line) << 16U) ^ key.position.column;
        return std::hash<std::string_view>()(key.text) ^ (place * 0x9E3779B97F4A7C15U) ^
               static_cast<std::size_t>(key.form);
    }
};

/// A template with the text that its key refers to.
struct Kept {
    std::string text;
    std::shared_ptr<const JinjaTemplate> parsed;
};

using Table = std::unordered_map<Key, std::shared_ptr<const Kept>, KeyHash>;

// Texts that are computed anew each time would fill the tables for ever.
constexpr std::size_t most_kept = 20000;

void keep(Table& table, Key key, const std::shared_ptr<const Kept>& kept) {
    if (table.size() >= most_kept) table.clear();
    key.text = kept->text;
    table.emplace(key, kept);
}

/// What all threads share; each asks it once per text and then knows by itself, without a lock.
std::shared_ptr<const Kept> shared_template(const Key& key) {
    static std::shared_mutex mutex;
    static Table shared;
    {
        const std::shared_lock lock(mutex);
        if (const auto found = shared.find(key); found != shared.end()) return found->second;
    }
    std::shared_ptr<Kept> kept = std::make_shared<Kept>();
    kept->text = key.text;
    const Escapes escapes = key.form == TemplateForm::file ? Escapes::resolved : Escapes::kept;
    kept->parsed = key.form == TemplateForm::condition
                       ? JinjaTemplate::parse_expression(key.text, key.position)
                       : JinjaTemplate::parse(key.text, key.position, {escapes, true, false, {}});
    const std::unique_lock lock(mutex);
    keep(shared, key, kept);
    return kept;
}

bool is_bare_name_text(std::string_view text) {
    if (text.ends_with('\n')) text.remove_suffix(1);
    text = text.substr(2, text.size() - 4);
    const auto is_blank = [](char character) {
        return std::isspace(static_cast<unsigned char>(character)) != 0;
    };
    while (!text.empty() && is_blank(text.front()))
        text.remove_prefix(1);
    while (!text.empty() && is_blank(text.back()))
        text.remove_suffix(1);
    return std::all_of(text.begin(), text.end(), [](char character) {
        return std::isalnum(static_cast<unsigned char>(character)) != 0 || character == '_';
    });
}

}  // namespace

const TemplateStyle& template_file_style() {
    static const TemplateStyle style{Escapes::resolved, true, false, {}};
    return style;
}

std::shared_ptr<const JinjaTemplate> JinjaTemplate::parse(std::string_view text, Position position,
                                                          TemplateStyle style) {
    std::shared_ptr<JinjaTemplate> made = std::make_shared<JinjaTemplate>();
    made->body_ = std::make_shared<const Statements>(TemplateParser(text, position, std::move(style)).run());
    made->position_ = position;
    const std::size_t last = text.find_last_not_of('\n');
    made->final_newlines_ = last == std::string_view::npos ? text.size() : text.size() - last - 1;
    const Statements& body = *made->body_;
    if (body.size() == 1 && body.front().type == Statement::Type::output) {
        made->only_ = body.front().expressions.front().get();
        made->bare_name_ = made->only_->type == Expression::Node::Type::name && is_bare_name_text(text);
    }
    return made;
}

std::shared_ptr<const JinjaTemplate> JinjaTemplate::parse_expression(std::string_view text,
                                                                     Position position) {
    const Lexer lexer(text, position);
    Parser parser(lexer, lexer.tokens(0, {}, 0, Escapes::resolved));
    Statement output;
    output.type = Statement::Type::output;
    output.position = position;
    output.expressions.push_back(parser.whole());
    std::shared_ptr<JinjaTemplate> made = std::make_shared<JinjaTemplate>();
    made->only_ = output.expressions.front().get();
    made->body_ = std::make_shared<const Statements>(Statements{std::move(output)});
    made->position_ = position;
    return made;
}

std::shared_ptr<const JinjaTemplate> parsed_template(const Value& raw, TemplateForm form) {
    thread_local Table known;
    const Key key{raw.as_text(), raw.position(), form};
    if (const auto found = known.find(key); found != known.end()) return found->second->parsed;
    const std::shared_ptr<const Kept> kept = shared_template(key);
    keep(known, key, kept);
    return kept->parsed;
}

}  // namespace interpreter

#include "modules/mysql/Query.hpp"

#include "modules/module/ModuleResult.hpp"
#include "modules/mysql/Capitals.hpp"
#include "modules/mysql/Sql.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <string_view>

namespace modules::mysql {

namespace {

/// The first word, in capitals; blanks, comments and parentheses before it are skipped. Of a comment that the
/// server may execute (/*! … */) nothing is known, so there is no word.
std::string first_word(std::string_view query) {
    while (!query.empty()) {
        const auto skip_to = [&query](std::string_view end) {
            const std::size_t place = query.find(end);
            query.remove_prefix(place == std::string_view::npos ? query.size() : place + end.size());
        };
        if (query.starts_with("/*!") || query.starts_with("/*M!")) return {};
        if (query.starts_with("/*")) {
            skip_to("*/");
        } else if (query.starts_with("#") || query.starts_with("-- ") || query.starts_with("--\n")) {
            skip_to("\n");
        } else if (query.front() == '(' || std::isspace(static_cast<unsigned char>(query.front())) != 0) {
            query.remove_prefix(1);
        } else {
            break;
        }
    }
    const auto end = std::find_if(query.begin(), query.end(),
                                  [](unsigned char character) { return std::isalpha(character) == 0; });
    return in_capitals(query.substr(0, static_cast<std::size_t>(end - query.begin())));
}

template <std::size_t count>
bool is_one_of(const std::string& word, const std::array<std::string_view, count>& words) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

/// Walks along the places to fill in.
class Filling {
  public:
    Filling(const std::string& query, const std::optional<std::vector<Value>>& positional,
            const std::optional<Map>& named)
        : rest_(query), positional_(positional), named_(named) {}

    std::string text() {
        for (std::size_t place = rest_.find('%'); place != std::string_view::npos; place = rest_.find('%')) {
            out_ += rest_.substr(0, place);
            rest_.remove_prefix(place + 1);
            fill();
        }
        if (positional_ && used_ != positional_->size())
            throw Failure(
                fmt::format("the query takes {} of {} positional_args", used_, positional_->size()));
        return out_ + std::string(rest_);
    }

  private:
    void fill() {
        if (rest_.starts_with('%')) {
            out_ += '%';
            rest_.remove_prefix(1);
        } else if (rest_.starts_with('s') && positional_) {
            if (used_ == positional_->size())
                throw Failure("the query has more %s than there are positional_args");
            out_ += literal((*positional_)[used_++]);
            rest_.remove_prefix(1);
        } else if (rest_.starts_with('(') && named_) {
            fill_named();
        } else {
            throw Failure(
                fmt::format("in a query with arguments a % that is none is written %%: \"%{}\"", rest_));
        }
    }

    void fill_named() {
        const std::size_t end = rest_.find(")s");
        if (end == std::string_view::npos) throw Failure(fmt::format("expected \")s\" in \"%{}\"", rest_));
        const std::string_view name = rest_.substr(1, end - 1);
        const Value* const value = named_->find(name);
        if (value == nullptr) throw Failure(fmt::format("named_args holds no \"{}\"", name));
        out_ += literal(*value);
        rest_.remove_prefix(end + 2);
    }

    std::string_view rest_;
    const std::optional<std::vector<Value>>& positional_;
    const std::optional<Map>& named_;
    std::string out_;
    std::size_t used_ = 0;
};

}  // namespace

bool looks_only(const std::string& query) {
    constexpr std::array<std::string_view, 9> words{"DESC", "DESCRIBE", "EXPLAIN", "HELP", "SELECT",
                                                    "SHOW", "TABLE",    "VALUES",  "WITH"};
    if (!is_one_of(first_word(query), words)) return false;
    const std::string text = in_capitals(query);
    return text.find("OUTFILE") == std::string::npos && text.find("DUMPFILE") == std::string::npos;
}

bool changes_rows(const std::string& query) {
    constexpr std::array<std::string_view, 4> words{"DELETE", "INSERT", "REPLACE", "UPDATE"};
    return is_one_of(first_word(query), words);
}

bool changes_objects(const std::string& query) {
    // What is neither about rows nor known to change nothing lasting is taken for a change.
    constexpr std::array<std::string_view, 8> words{"BEGIN",    "COMMIT", "DO",     "LOCK",
                                                    "ROLLBACK", "START",  "UNLOCK", "USE"};
    return !changes_rows(query) && !looks_only(query) && !is_one_of(first_word(query), words);
}

std::string filled_in(const std::string& query, const std::optional<std::vector<Value>>& positional,
                      const std::optional<Map>& named) {
    if (!positional && !named) return query;
    return Filling(query, positional, named).text();
}

}  // namespace modules::mysql

#include "interpreter/inventory/HostLine.hpp"

namespace interpreter {

namespace {

class Splitter {
  public:
    explicit Splitter(std::string_view line) : line_(line) {}

    LineWords split() {
        while (at_ < line_.size() && line_[at_] != '#') {
            const char letter = line_[at_];
            if (letter == ' ' || letter == '\t' || letter == '\r') {
                finish_word();
                ++at_;
            } else if (letter == '\'' || letter == '"') {
                if (!quoted(letter)) return found_;
            } else if (letter == '\\' && at_ + 1 < line_.size()) {
                ++at_;
                take();
            } else {
                take();
            }
        }
        finish_word();
        return found_;
    }

  private:
    void take() {
        in_word_ = true;
        word_.text += line_[at_];
        word_.offsets.push_back(at_++);
    }

    bool quoted(char quote) {
        const std::size_t start = at_++;
        in_word_ = true;
        while (at_ < line_.size() && line_[at_] != quote) {
            const bool escapes = quote == '"' && line_[at_] == '\\' && at_ + 1 < line_.size() &&
                                 (line_[at_ + 1] == '"' || line_[at_ + 1] == '\\');
            if (escapes) ++at_;
            take();
        }
        if (at_ == line_.size()) {
            found_.open_quote = start;
            return false;
        }
        ++at_;
        return true;
    }

    void finish_word() {
        if (!in_word_) return;
        word_.offsets.push_back(at_);
        found_.words.push_back(std::move(word_));
        word_ = {};
        in_word_ = false;
    }

    std::string_view line_;
    std::size_t at_ = 0;
    bool in_word_ = false;
    LineWord word_;
    LineWords found_;
};

}  // namespace

LineWords split_host_line(std::string_view line) {
    return Splitter(line).split();
}

}  // namespace interpreter

#pragma once

#include <mutex>
#include <streambuf>
#include <string>

namespace interpreter {

/// A terminal of which the last line may be one of status: taken away before anything else is written, so that it never
/// mixes with results. Written to and drawn on by different threads.
class StatusScreen final : public std::streambuf {
  public:
    explicit StatusScreen(std::streambuf& next) : next_(next) {}
    ~StatusScreen() override { clear(); }

    /// Shows the text (one line, short enough) below what was written, in place of what stood there. Nothing happens
    /// while a line of output is unfinished.
    void draw(const std::string& text);
    void clear();

  protected:
    int_type overflow(int_type letter) override;
    std::streamsize xsputn(const char* text, std::streamsize size) override;
    int sync() override;

  private:
    void take_away();

    std::streambuf& next_;
    std::mutex mutex_;
    bool shown_ = false;
    char last_ = '\n';
};

}  // namespace interpreter

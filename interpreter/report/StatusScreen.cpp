#include "interpreter/report/StatusScreen.hpp"

namespace interpreter {

namespace {

constexpr std::string_view to_start_and_erase = "\r\033[K";

}  // namespace

void StatusScreen::take_away() {
    if (!shown_) return;
    next_.sputn(to_start_and_erase.data(), static_cast<std::streamsize>(to_start_and_erase.size()));
    shown_ = false;
}

void StatusScreen::draw(const std::string& text) {
    const std::lock_guard lock(mutex_);
    if (last_ != '\n') return;
    take_away();
    next_.sputn(text.data(), static_cast<std::streamsize>(text.size()));
    next_.pubsync();
    shown_ = true;
}

void StatusScreen::clear() {
    const std::lock_guard lock(mutex_);
    take_away();
    next_.pubsync();
}

StatusScreen::int_type StatusScreen::overflow(int_type letter) {
    if (traits_type::eq_int_type(letter, traits_type::eof())) return traits_type::not_eof(letter);
    const std::lock_guard lock(mutex_);
    take_away();
    last_ = traits_type::to_char_type(letter);
    return next_.sputc(last_);
}

std::streamsize StatusScreen::xsputn(const char* text, std::streamsize size) {
    if (size <= 0) return 0;
    const std::lock_guard lock(mutex_);
    take_away();
    last_ = text[size - 1];
    return next_.sputn(text, size);
}

int StatusScreen::sync() {
    const std::lock_guard lock(mutex_);
    return next_.pubsync();
}

}  // namespace interpreter

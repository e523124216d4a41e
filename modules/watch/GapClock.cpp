#include "modules/watch/GapClock.hpp"

namespace modules::watch {

GapClock::Turn GapClock::record(double began, const std::optional<std::string>& error) {
    if (error.has_value() == away_) {
        contrary_ = 0;
        return Turn::none;
    }
    if (contrary_++ == 0) first_contrary_ = {.at = began, .error = error.value_or("")};
    if (contrary_ < (away_ ? steady_ : away_after_)) return Turn::none;
    contrary_ = 0;
    away_ = !away_;
    if (away_) {
        gaps_.push_back(first_contrary_);
        return Turn::went_away;
    }
    gaps_.back().seconds = first_contrary_.at - gaps_.back().at;
    return Turn::came_back;
}

}  // namespace modules::watch

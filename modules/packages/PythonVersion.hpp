#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace modules {

/// A version of a Python package: 1!2.0rc1.post2.dev3+local (PEP 440).
class PythonVersion {
  public:
    /// Nothing where it is none.
    static std::optional<PythonVersion> from(std::string_view written);

    friend bool operator==(const PythonVersion&, const PythonVersion&) = default;
    friend auto operator<=>(const PythonVersion&, const PythonVersion&) = default;

    /// Are the first parts of the release the same: is it 1.4.*?
    [[nodiscard]] bool begins_with(const PythonVersion& prefix) const;
    [[nodiscard]] PythonVersion without_local() const;
    /// The same epoch and release, and nothing else.
    [[nodiscard]] PythonVersion base() const;
    [[nodiscard]] bool is_base_of(const PythonVersion& other) const { return base() == other.base(); }
    [[nodiscard]] bool is_before_release() const;
    [[nodiscard]] bool is_after_release() const;
    [[nodiscard]] bool has_local() const { return !local_.empty(); }
    /// 1.4.2 → 1.4: what ~= may not leave.
    [[nodiscard]] PythonVersion series() const;

  private:
    // In the order of comparison. Where a part is missing its rank says where that stands.
    std::int64_t epoch_ = 0;
    /// Without noughts at its end.
    std::vector<std::int64_t> release_;
    /// -1: only .dev, before every other; 0 a, 1 b, 2 rc; 3: none.
    std::int64_t phase_ = 3;
    std::int64_t phase_number_ = 0;
    /// -1: none.
    std::int64_t post_ = -1;
    /// The largest: none.
    std::int64_t dev_ = INT64_MAX;
    /// Numbers are newer than words.
    std::vector<std::pair<std::int64_t, std::string>> local_;
    // How many parts were written, for ~= and .*.
    struct Length {
        std::size_t parts = 0;
        friend bool operator==(const Length&, const Length&) { return true; }
        friend std::strong_ordering operator<=>(const Length&, const Length&) {
            return std::strong_ordering::equal;
        }
    };
    Length length_;
};

/// Does a version keep to all of ">=1.0,!=1.5.*,<2"? Nothing where that is no list of comparisons.
std::optional<bool> keeps_to(std::string_view version, std::string_view comparisons);

}  // namespace modules

#pragma once

#include <string>
#include <string_view>

namespace modules {

/// Epoch, version and release of a package of rpm: 1:2.0-3.el9. What is not written is empty.
struct RpmVersion {
    std::string epoch;
    std::string version;
    std::string release;
    /// Without an epoch of nought.
    [[nodiscard]] std::string text() const;
};

RpmVersion rpm_version(std::string_view written);

/// Less than nought where `one` is older, more where it is newer. A release is compared only where both have
/// one. https://rpm-software-management.github.io/rpm/manual/dependencies.html#versioning
int compared(const RpmVersion& one, const RpmVersion& other);

/// The comparison of one part, as rpm makes it: digits as numbers, letters as text, ~ before everything, even
/// before the end, ^ after the end and before everything else.
int rpm_compared(std::string_view one, std::string_view other);

}  // namespace modules

#pragma once

#include "interpreter/source/Position.hpp"

#include <cstdint>
#include <memory>
#include <string>

namespace interpreter {

/// Random numbers. With a seed they are the ones that Python's random.Random(seed) gives (a Mersenne twister,
/// seeded by SHA-512 for text), so that `random(seed=inventory_hostname)` chooses as Ansible does; without
/// one, the kernel's.
class RandomNumbers {
  public:
    virtual ~RandomNumbers() = default;
    /// From 0 up to, not including, the limit.
    virtual std::uint64_t below(std::uint64_t limit) = 0;
    void shuffle(List& items);
    /// So many characters, each one of `characters` (UTF-8).
    std::string text(std::size_t length, const std::string& characters);
};

/// `seed`: null for none, else an integer or text.
std::unique_ptr<RandomNumbers> random_numbers(const Value& seed);

}  // namespace interpreter

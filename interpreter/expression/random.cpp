#include "interpreter/expression/random.hpp"

#include "interpreter/expression/Expression.hpp"
#include "interpreter/expression/unicode.hpp"

#include <openssl/rand.h>
#include <openssl/sha.h>

#include <array>
#include <bit>
#include <random>
#include <stdexcept>
#include <utility>
#include <vector>

namespace interpreter {

namespace {

int bits_of(std::uint64_t limit) {
    return static_cast<int>(std::bit_width(limit));
}

class SystemNumbers final : public RandomNumbers {
  public:
    std::uint64_t below(std::uint64_t limit) override {
        const int bits = bits_of(limit);
        while (true) {
            std::uint64_t number = 0;
            if (RAND_bytes(reinterpret_cast<unsigned char*>(&number), sizeof number) != 1)
                throw std::runtime_error("the system gives no random numbers");
            if (bits < 64) number >>= static_cast<unsigned>(64 - bits);
            if (number < limit) return number;
        }
    }
};

class SeededNumbers final : public RandomNumbers {
  public:
    /// Python seeds by an array of 32-bit words, lowest first (init_by_array of the reference
    /// implementation).
    explicit SeededNumbers(const std::vector<std::uint32_t>& key) {
        seed(19650218U);
        std::size_t i = 1;
        std::size_t j = 0;
        for (std::size_t k = std::max(size, key.size()); k > 0; --k) {
            state_[i] = (state_[i] ^ ((state_[i - 1] ^ (state_[i - 1] >> 30U)) * 1664525U)) + key[j] +
                        static_cast<std::uint32_t>(j);
            if (++i >= size) {
                state_[0] = state_[size - 1];
                i = 1;
            }
            if (++j >= key.size()) j = 0;
        }
        for (std::size_t k = size - 1; k > 0; --k) {
            state_[i] = (state_[i] ^ ((state_[i - 1] ^ (state_[i - 1] >> 30U)) * 1566083941U)) -
                        static_cast<std::uint32_t>(i);
            if (++i >= size) {
                state_[0] = state_[size - 1];
                i = 1;
            }
        }
        state_[0] = 0x80000000U;
        at_ = size;
    }

    std::uint64_t below(std::uint64_t limit) override {
        const int bits = bits_of(limit);
        std::uint64_t number = limit;
        while (number >= limit)
            number = take_bits(bits);
        return number;
    }

  private:
    static constexpr std::size_t size = 624;

    void seed(std::uint32_t number) {
        state_[0] = number;
        for (std::size_t index = 1; index < size; ++index)
            state_[index] = 1812433253U * (state_[index - 1] ^ (state_[index - 1] >> 30U)) +
                            static_cast<std::uint32_t>(index);
    }

    std::uint64_t take_bits(int bits) {
        if (bits <= 32) return next() >> static_cast<unsigned>(32 - bits);
        const std::uint64_t low = next();
        return low | (static_cast<std::uint64_t>(next() >> static_cast<unsigned>(64 - bits)) << 32U);
    }

    std::uint32_t next() {
        if (at_ >= size) turn();
        std::uint32_t number = state_[at_++];
        number ^= number >> 11U;
        number ^= (number << 7U) & 0x9d2c5680U;
        number ^= (number << 15U) & 0xefc60000U;
        return number ^ (number >> 18U);
    }

    void turn() {
        for (std::size_t index = 0; index < size; ++index) {
            const std::uint32_t mixed =
                (state_[index] & 0x80000000U) | (state_[(index + 1) % size] & 0x7fffffffU);
            state_[index] =
                state_[(index + 397) % size] ^ (mixed >> 1U) ^ ((mixed & 1U) != 0 ? 0x9908b0dfU : 0U);
        }
        at_ = 0;
    }

    std::array<std::uint32_t, size> state_{};
    std::size_t at_ = 0;
};

/// Python's seed for text: its bytes and their SHA-512 together, read as one big number.
std::vector<std::uint32_t> key_of(const std::string& text) {
    std::vector<unsigned char> bytes(text.begin(), text.end());
    std::array<unsigned char, SHA512_DIGEST_LENGTH> digest{};
    SHA512(bytes.data(), bytes.size(), digest.data());
    bytes.insert(bytes.end(), digest.begin(), digest.end());
    std::vector<std::uint32_t> words((bytes.size() + 3) / 4);
    for (std::size_t index = 0; index < bytes.size(); ++index)
        words[index / 4] |= static_cast<std::uint32_t>(bytes[bytes.size() - 1 - index]) << (8 * (index % 4));
    while (words.size() > 1 && words.back() == 0)
        words.pop_back();
    return words;
}

std::vector<std::uint32_t> key_of(std::int64_t number) {
    const std::uint64_t magnitude =
        number < 0 ? 0 - static_cast<std::uint64_t>(number) : static_cast<std::uint64_t>(number);
    std::vector<std::uint32_t> words{static_cast<std::uint32_t>(magnitude)};
    if ((magnitude >> 32U) != 0) words.push_back(static_cast<std::uint32_t>(magnitude >> 32U));
    return words;
}

}  // namespace

void RandomNumbers::shuffle(List& items) {
    for (std::size_t index = items.size(); index > 1; --index)
        std::swap(items[index - 1], items[below(index)]);
}

std::string RandomNumbers::text(std::size_t length, const std::string& characters) {
    const std::u32string choices = to_code_points(characters);
    std::string result;
    for (std::size_t count = 0; count < length; ++count)
        append_utf8(result, choices[below(choices.size())]);
    return result;
}

std::unique_ptr<RandomNumbers> random_numbers(const Value& seed) {
    if (seed.is_null()) return std::make_unique<SystemNumbers>();
    if (seed.is_integer()) return std::make_unique<SeededNumbers>(key_of(seed.as_integer()));
    return std::make_unique<SeededNumbers>(key_of(to_python_text(seed)));
}

}  // namespace interpreter

#include "modules/value/Value.hpp"

#include <algorithm>
#include <array>

namespace modules {

namespace {

constexpr std::size_t longest_searched_in_order = 12;

[[noreturn]] void wrong(Kind wanted, Kind found) {
    throw WrongKind("expected " + std::string(kind_name(wanted)) + ", found " + std::string(kind_name(found)));
}

const std::string* text_or_null(const Value& value) { return value.is_text() ? &value.as_text() : nullptr; }

bool is_number(const Value& value) { return value.is_boolean() || value.is_integer() || value.is_real(); }

double number(const Value& value) {
    return value.is_boolean() ? static_cast<double>(value.as_boolean()) : value.as_real();
}

bool equal_maps(const Map& left, const Map& right) {
    if (left.size() != right.size()) return false;
    return std::all_of(left.begin(), left.end(), [&](const Map::Entry& entry) {
        const Value* other = right.find(entry.first);
        return other != nullptr && *other == entry.second;
    });
}

}  // namespace

struct Value::Text {
    std::string characters;
    Position position;
    bool secret = false;
};

std::string_view kind_name(Kind kind) {
    static constexpr std::array<std::string_view, 8> names{
        "nothing", "a boolean", "an integer", "a number", "text", "a list", "a mapping", "a secret"};
    return names.at(static_cast<std::size_t>(kind));
}

Value::Value(std::string text) : data_(std::make_shared<const Text>(Text{std::move(text), {}, false})) {}
Value::Value(List list) : data_(std::make_shared<const List>(std::move(list))) {}
Value::Value(Map map) : data_(std::make_shared<const Map>(std::move(map))) {}

Value Value::written(std::string text, Position position) {
    Value value;
    value.data_ = std::make_shared<const Text>(Text{std::move(text), position, false});
    return value;
}

Value Value::secret(std::string text, Position position) {
    Value value;
    value.data_ = std::make_shared<const Text>(Text{std::move(text), position, true});
    return value;
}

Value Value::lazy(std::shared_ptr<const LazyMap> source) {
    Value value;
    value.data_ = std::move(source);
    return value;
}

Kind Value::kind() const {
    switch (data_.index()) {
    case 0: return Kind::null;
    case 1: return Kind::boolean;
    case 2: return Kind::integer;
    case 3: return Kind::real;
    case 4: return std::get<4>(data_)->secret ? Kind::secret : Kind::text;
    case 5: return Kind::list;
    default: return Kind::map;
    }
}

bool Value::is_text() const { return data_.index() == 4; }

bool Value::as_boolean() const {
    if (const bool* flag = std::get_if<bool>(&data_)) return *flag;
    wrong(Kind::boolean, kind());
}

std::int64_t Value::as_integer() const {
    if (const std::int64_t* number = std::get_if<std::int64_t>(&data_)) return *number;
    wrong(Kind::integer, kind());
}

double Value::as_real() const {
    if (const double* number = std::get_if<double>(&data_)) return *number;
    if (const std::int64_t* number = std::get_if<std::int64_t>(&data_)) return static_cast<double>(*number);
    wrong(Kind::real, kind());
}

const std::string& Value::as_text() const {
    if (is_text()) return std::get<4>(data_)->characters;
    wrong(Kind::text, kind());
}

const List& Value::as_list() const {
    if (data_.index() == 5) return *std::get<5>(data_);
    wrong(Kind::list, kind());
}

const Map& Value::as_map() const {
    if (data_.index() == 6) return *std::get<6>(data_);
    wrong(Kind::map, kind());
}

Value Value::plain() const {
    if (!is_lazy()) return *this;
    Map made;
    for (const std::string& key : keys())
        if (std::optional<Value> value = get(key)) made.set(key, *std::move(value));
    return made;
}

std::optional<Value> Value::get(std::string_view key) const {
    if (data_.index() == 7) return std::get<7>(data_)->find(key);
    if (data_.index() != 6) return std::nullopt;
    const Value* found = std::get<6>(data_)->find(key);
    return found != nullptr ? std::optional<Value>(*found) : std::nullopt;
}

std::string Value::text_of(std::string_view key, std::string fallback) const {
    const std::optional<Value> found = get(key);
    return found && found->is_text() ? found->as_text() : std::move(fallback);
}

bool Value::flag(std::string_view key) const {
    const std::optional<Value> found = get(key);
    return found && found->is_boolean() && found->as_boolean();
}

std::vector<std::string> Value::keys() const {
    if (data_.index() == 7) return std::get<7>(data_)->keys();
    std::vector<std::string> names;
    for (const Map::Entry& entry : as_map()) names.push_back(entry.first);
    return names;
}

bool Value::is_lazy() const { return data_.index() == 7; }

const LazyMap* Value::lazy_source() const { return is_lazy() ? std::get<7>(data_).get() : nullptr; }

Position Value::position() const { return is_text() ? std::get<4>(data_)->position : Position{}; }

bool operator==(const Value& left, const Value& right) {
    if (is_number(left) && is_number(right)) {
        if (left.is_integer() && right.is_integer()) return left.as_integer() == right.as_integer();
        return number(left) == number(right);
    }
    if (const std::string* text = text_or_null(left)) {
        const std::string* other = text_or_null(right);
        return other != nullptr && *text == *other;
    }
    if (left.kind() != right.kind()) return false;
    if (left.is_list()) return left.as_list() == right.as_list();
    if (left.is_map()) {
        if (left.is_lazy() || right.is_lazy()) return left.data_ == right.data_;
        return equal_maps(left.as_map(), right.as_map());
    }
    return left.is_null();
}

Map::Map(std::initializer_list<Entry> entries) {
    for (const Entry& entry : entries) set(entry.first, entry.second);
}

std::size_t Map::index_of(std::string_view key) const {
    if (sorted_.empty()) {
        for (std::size_t index = 0; index < entries_.size(); ++index)
            if (entries_[index].first == key) return index;
        return entries_.size();
    }
    const auto place = std::lower_bound(sorted_.begin(), sorted_.end(), key,
                                        [&](std::uint32_t index, std::string_view wanted) {
                                            return entries_[index].first < wanted;
                                        });
    return place != sorted_.end() && entries_[*place].first == key ? *place : entries_.size();
}

const Value* Map::find(std::string_view key) const {
    const std::size_t index = index_of(key);
    return index < entries_.size() ? &entries_[index].second : nullptr;
}

void Map::set(std::string key, Value value) {
    const std::size_t index = index_of(key);
    if (index < entries_.size()) {
        entries_[index].second = std::move(value);
        return;
    }
    entries_.emplace_back(std::move(key), std::move(value));
    const auto by_key = [&](std::uint32_t left, std::uint32_t right) {
        return entries_[left].first < entries_[right].first;
    };
    const auto added = static_cast<std::uint32_t>(entries_.size() - 1);
    if (!sorted_.empty()) {
        sorted_.insert(std::lower_bound(sorted_.begin(), sorted_.end(), added, by_key), added);
    } else if (entries_.size() > longest_searched_in_order) {
        for (std::uint32_t place = 0; place < entries_.size(); ++place) sorted_.push_back(place);
        std::sort(sorted_.begin(), sorted_.end(), by_key);
    }
}

void Map::erase(std::string_view key) {
    const std::size_t index = index_of(key);
    if (index == entries_.size()) return;
    std::vector<Entry> kept = std::move(entries_);
    kept.erase(kept.begin() + static_cast<std::ptrdiff_t>(index));
    entries_.clear();
    sorted_.clear();
    for (Entry& entry : kept) set(std::move(entry.first), std::move(entry.second));
}

}  // namespace modules

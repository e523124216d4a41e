#include "interpreter/actions/as_secret.hpp"

namespace interpreter {

Value as_secret(const Value& value) {
    if (value.is_text()) return Value::secret(value.as_text());
    if (value.is_list()) {
        List items;
        for (const Value& item : value.as_list()) items.push_back(as_secret(item));
        return items;
    }
    if (!value.is_map()) return value;
    Map entries;
    for (const std::string& key : value.keys()) entries.set(key, as_secret(*value.get(key)));
    return entries;
}

}  // namespace interpreter

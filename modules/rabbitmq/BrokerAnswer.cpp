#include "modules/rabbitmq/BrokerAnswer.hpp"

#include "modules/value/Base64.hpp"
#include "modules/value/Json.hpp"
#include "modules/value/Text.hpp"

namespace modules::rabbitmq {

namespace {

/// All that stands between quotes: a long text is printed in pieces.
std::string quoted_in(std::string_view printed) {
    std::string all;
    bool inside = false;
    for (const char character : printed) {
        if (character == '"') {
            inside = !inside;
        } else if (inside) {
            all += character;
        }
    }
    return all;
}

/// erl_call prints the result as {ok, Result}, rabbitmqctl as it is.
std::string_view result_in(std::string_view printed) {
    std::string_view result = trimmed(printed);
    constexpr std::string_view before = "{ok, ";
    if (!result.starts_with(before) || !result.ends_with('}')) return result;
    result.remove_prefix(before.size());
    result.remove_suffix(1);
    return trimmed(result);
}

}  // namespace

std::optional<Value> broker_answer(std::string_view printed) {
    const std::string_view result = result_in(printed);
    if (result == "stopped")
        throw BrokerUnreachable("RabbitMQ does not run: the broker in its node is stopped");
    if (!result.starts_with("[\"")) return std::nullopt;
    try {
        return from_json(from_base64(quoted_in(result)));
    } catch (const std::runtime_error&) {
        return std::nullopt;
    }
}

List list_in(const Value& answer, std::string_view key) {
    const std::optional<Value> found = answer.get(key);
    return found && found->is_list() ? found->as_list() : List{};
}

}  // namespace modules::rabbitmq

#pragma once

#include <string_view>

namespace modules {

/// The Erlang expression that may be asked of a RabbitMQ broker (ReadOnlyPrograms.cpp): it only looks, and
/// its one answer tells all that modules want to know (modules/rabbitmq/BrokerAnswer.hpp), because a question
/// may cost an Erlang machine. The answer is JSON in base64, so that no printer of Erlang terms can spoil it,
/// in pieces short enough to be printed as text; or `stopped` where the node is up and the broker in it is
/// not.
///
/// rabbit_db_cluster is there since RabbitMQ 3.12, and tells what rabbit_mnesia told before.
inline constexpr std::string_view broker_question = R"(
case rabbit:is_running() of
    false -> stopped;
    true ->
        Status = case code:ensure_loaded(rabbit_db_cluster) of
            {module, _} -> rabbit_db_cluster:cli_cluster_status();
            _ -> rabbit_mnesia:status()
        end,
        Part = fun(Key) -> proplists:get_value(Key, Status, []) end,
        Running = Part(running_nodes),
        Told = fun(Module, Function) ->
            [{Node, Answer} || Node <- Running, Answer <- [rpc:call(Node, Module, Function, [], 5000)], is_list(Answer)]
        end,
        Limits = fun
            ({resource_limit, Resource, Node}) -> #{type => resource_limit, resource => Resource, node => Node};
            (Type) -> #{type => Type}
        end,
        Answer = rabbit_json:encode(#{
            definitions => maps:with([users, permissions, policies], rabbit_definitions:all_definitions()),
            vhosts => [maps:from_list(Vhost) || Vhost <- rabbit_vhost:info_all([name, tracing])],
            cluster_name => rabbit_nodes:cluster_name(),
            nodes => lists:append([Names || {_, Names} <- Part(nodes)]),
            running_nodes => Running,
            partitions => maps:from_list(Part(partitions)),
            alarms => [Limits(Alarm) || {_, Alarms} <- Told(rabbit, alarms), Alarm <- Alarms],
            versions => maps:from_list([{Node, list_to_binary(Version)} || {Node, Version} <- Told(rabbit_misc, version)])
        }),
        Cut = fun Cut(<<First:48000/binary, Rest/binary>>) -> [binary_to_list(First) | Cut(Rest)];
                  Cut(Last) -> [binary_to_list(Last)] end,
        Cut(base64:encode(iolist_to_binary(Answer)))
end.
)";

}  // namespace modules

#pragma once

#include "interpreter/connection/HostSession.hpp"
#include "tests/interpreter/connection/SshServer.hpp"

#include <memory>
#include <string>
#include <vector>

/// Settings that log in to the server with its key.
interpreter::ConnectionSettings settings_for(const SshServer& server);
std::string port_of(const SshServer& server);
/// Words behind the ssh arguments that are there.
void add(interpreter::ConnectionSettings& settings, const std::vector<std::string>& words);
/// A session by those settings, with the test agent.
std::unique_ptr<interpreter::HostSession> session_for(const interpreter::ConnectionSettings& settings);
/// The local one, with the test agent.
std::unique_ptr<interpreter::HostSession> local_session();
/// With another program for an agent.
std::unique_ptr<interpreter::HostSession> local_session_with(const std::string& program);
std::unique_ptr<interpreter::Connection> connection_for(const interpreter::ConnectionSettings& settings);

interpreter::ModuleCall call_of(const std::string& module, const std::string& text = {}, std::uint64_t lane = 0);
std::string text_in(const modules::ModuleResult& result, std::string_view key);
/// What HostUnreachable says when a call is made, its hint behind " | "; fails the test when the call
/// succeeds.
std::string unreachable(const interpreter::ConnectionSettings& settings);
/// What IdentityRefused says.
std::string refused(interpreter::HostSession& session, const interpreter::ModuleCall& call);

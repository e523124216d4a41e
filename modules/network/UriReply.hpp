#pragma once

#include "modules/network/Uri.hpp"

namespace modules {

/// What a reply is in the result of `uri`: url, status, its fields (lower case, _ for -), cookies, msg, json,
/// and the content where that is asked for.
Map reply_facts(const UriArguments& wanted, const Fetched& fetched);

/// The file name that a reply proposes (Content-Disposition), else that of its address; empty where there is
/// none.
std::string proposed_file_name(const HttpReply& reply);

/// The value of a parameter of a field: charset of "text/html; charset=utf-8".
std::optional<std::string> field_parameter(std::string_view field, std::string_view name);

}  // namespace modules

#include "tests/modules/mysql/FakeServer.hpp"

#include <sstream>

namespace modules {

namespace {

std::string escaped(const std::string& text) {
    std::string out;
    for (const char character : text) {
        if (character == '<') {
            out += "&lt;";
        } else if (character == '>') {
            out += "&gt;";
        } else if (character == '&') {
            out += "&amp;";
        } else if (character == '"') {
            out += "&quot;";
        } else {
            out += character;
        }
    }
    return out;
}

std::string xml_of(const FakeServer::Rows& rows) {
    std::string out = "<?xml version=\"1.0\"?>\n\n<resultset statement=\"…\" "
                      "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">";
    for (const auto& row : rows) {
        out += "\n  <row>\n";
        for (const auto& [name, value] : row)
            out += "\t<field name=\"" + escaped(name) + "\">" + escaped(value) + "</field>\n";
        out += "  </row>\n";
    }
    return out + "</resultset>\n";
}

}  // namespace

FakeServer::FakeServer(FakeHost& host) {
    host.on_run("mariadb", {}, [this](const Command& command) { return run(command); });
}

FakeServer& FakeServer::answer(std::string text, std::function<Rows()> rows) {
    rules_.push_back({std::move(text), std::move(rows), {}});
    return *this;
}

FakeServer& FakeServer::on(std::string text, std::function<void(const std::string&)> happening) {
    rules_.push_back({std::move(text), {}, std::move(happening)});
    return *this;
}

ProcessResult FakeServer::run(const Command& command) {
    ProcessResult result;
    if (!error_.empty()) {
        result.status = 1;
        result.error = error_ + '\n';
        return result;
    }
    std::istringstream lines(command.input);
    for (std::string line; std::getline(lines, line);) {
        if (line.starts_with("SET SESSION ")) continue;
        if (!command.input.starts_with("SET SESSION TRANSACTION READ ONLY;\n"))
            statements_.push_back(line.substr(0, line.size() - 1));
        for (auto rule = rules_.rbegin(); rule != rules_.rend(); ++rule) {
            if (line.find(rule->text) == std::string::npos) continue;
            if (rule->rows) result.output += xml_of(rule->rows());
            if (rule->happening) rule->happening(line);
            break;
        }
    }
    return result;
}

}  // namespace modules

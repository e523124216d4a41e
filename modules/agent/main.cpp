#include "modules/agent/agent_main.hpp"

int main(int argument_count, char** arguments) {
    return modules::agent_main(argument_count, arguments);
}

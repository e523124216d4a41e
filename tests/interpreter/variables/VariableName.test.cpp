#include "interpreter/variables/VariableName.hpp"

#include <catch2/catch.hpp>

using interpreter::is_variable_name;

TEST_CASE("variables are named as in Python") {
    for (const char* name : {"a", "_", "A1_b", "name", "true", "none", "match", "ansible_host"}) {
        INFO(name);
        CHECK(is_variable_name(name));
    }
    for (const char* name :
         {"", "1a", "a-b", "a b", "a.b", "größe", "True", "None", "class", "import", "{{ x }}"}) {
        INFO(name);
        CHECK_FALSE(is_variable_name(name));
    }
}

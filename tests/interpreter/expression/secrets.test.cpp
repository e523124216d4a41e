#include "tests/interpreter/expression/Evaluating.hpp"

#include <catch2/catch.hpp>

namespace interpreter {

TEST_CASE("whatever is made of a secret is a secret") {
    Evaluating here(
        {{"password", Value::secret("hunter22")}, {"user", "bob"}, {"list", List{Value::secret("a"), "b"}}});
    for (const std::string text : {"{{ password }}",
                                   "x{{ password }}",
                                   "{{ user }}:{{ password }}",
                                   "{{ user ~ ':' ~ password }}",
                                   "{{ user + password }}",
                                   "{{ password | upper }}",
                                   "{{ password | b64encode }}",
                                   "{{ '%s' % password }}",
                                   "{{ '{}'.format(password) }}",
                                   "{{ password.upper() }}",
                                   "{{ password[1:3] }}",
                                   "{{ password[0] }}",
                                   "{{ user | regex_replace('b', password) }}",
                                   "{{ password * 2 }}",
                                   "{{ list | join(',') }}",
                                   "{{ list | to_json }}",
                                   "{{ {'p': password} | to_nice_yaml }}",
                                   "{{ missing | default(password) }}",
                                   "{{ password | hash('sha256') }}",
                                   "{{ password | quote }}",
                                   "{{ ','.join([password, 'x']) }}",
                                   "{{ list | first }}",
                                   "{{ password if true else 'x' }}",
                                   "{% set x = password %}{{ x }}",
                                   "{% set x %}{{ password }}{% endset %}{{ x }}",
                                   "{% if true %}{{ password }}{% endif %}",
                                   "{% macro m() %}{{ password }}{% endmacro %}{{ m() }}",
                                   "{% for c in password %}{{ c }}{% endfor %}",
                                   "{{ password | password_hash('sha512', 'abcdefgh') }}",
                                   "{{ lookup('vars', 'password') }}",
                                   "{{ password.replace('h', 'H') }}",
                                   "{{ (list | map('upper') | list)[0] }}",
                                   "{{ password | string }}"}) {
        INFO(text);
        CHECK(here.render(text).is_secret());
    }
}

TEST_CASE("parts of a list keep their secrets and no others") {
    Evaluating here({{"password", Value::secret("hunter22")}});
    const Value map = here.render("{{ {'user': 'bob'} | combine({'password': password}) }}");
    CHECK_FALSE(map.get("user")->is_secret());
    CHECK(map.get("password")->is_secret());
    CHECK(here.render("{{ (password ~ ',x').split(',') }}").as_list()[1].is_secret());
    CHECK(here.render("{{ {'p': password} | to_json | from_json }}").get("p")->is_secret());
    CHECK(has_secret(here.render("[{{ password | to_json }}]")));
}

TEST_CASE("what a secret is like is no secret") {
    Evaluating here({{"password", Value::secret("hunter22")}});
    CHECK(here.render_text("{{ password | length }}") == "8");
    CHECK(here.holds("password == 'hunter22' and password is defined and password is string"));
    CHECK_FALSE(here.render("{{ 'yes' if password else 'no' }}").is_secret());
}

TEST_CASE("an error does not quote a secret's value") {
    Evaluating here({{"password", Value::secret("hunter22")}});
    CHECK(here.error_of("{{ password + 1 }}").find("hunter22") == std::string::npos);
    CHECK(here.error_of("{{ password.nothing }}").find("hunter22") == std::string::npos);
    CHECK(here.error_of("{{ ['a'].index(password) }}").find("hunter22") == std::string::npos);
    CHECK(here.error_of("{{ password | from_json }}").find("hunter22") == std::string::npos);
    CHECK(here.error_of("{{ 'x' | regex_replace(password ~ '(', '') }}").find("hunter22") ==
          std::string::npos);
    CHECK(here.error_of("{{ password % 1 }}").find("hunter22") == std::string::npos);
    CHECK(here.error_of("{{ password | human_to_bytes }}").find("hunter22") == std::string::npos);
    CHECK(here.error_of("{{ {}.pop(password) }}").find("hunter22") == std::string::npos);
    CHECK(here.error_of("{{ {}[password] }}").find("hunter22") == std::string::npos);
    CHECK(here.error_of("{{ lookup('pipe', 'exit 1 #' ~ password) }}").find("hunter22") == std::string::npos);
    CHECK(here.error_of("{{ '1' is version(password, '<', strict=true) }}").find("hunter22") ==
          std::string::npos);
}

}  // namespace interpreter

#include "modules/module/Module.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <set>

using namespace modules;

TEST_CASE("the table of modules is in alphabetical order, each name once") {
    const std::vector<const Module*>& table = all_modules();
    const auto out_of_order =
        std::adjacent_find(table.begin(), table.end(), [](const Module* left, const Module* right) {
            return left->name() >= right->name();
        });
    if (out_of_order != table.end())
        FAIL((*out_of_order)->name() << " stands before " << out_of_order[1]->name());
}

TEST_CASE("every module is found by its name, and no other name is") {
    for (const Module* module : all_modules())
        CHECK(find_module(module->name()) == module);
    CHECK(find_module("no_such_module") == nullptr);
    CHECK(find_module("") == nullptr);
}

TEST_CASE("every module and argument says what it is for, and no name stands for two arguments") {
    for (const Module* module : all_modules()) {
        const ModuleDeclaration declaration = declaration_of(*module);
        INFO(declaration.name);
        CHECK(declaration.summary.size() > 10);
        CHECK(!declaration.summary.ends_with('.'));
        std::set<std::string> names;
        for (const Argument& argument : declaration.arguments) {
            INFO(argument.name);
            CHECK(!argument.help.empty());
            CHECK(names.insert(argument.name).second);
            for (const std::string& alias : argument.aliases)
                CHECK(names.insert(alias).second);
            if (argument.fallback) CHECK(mismatch(argument, *argument.fallback) == std::nullopt);
        }
    }
}

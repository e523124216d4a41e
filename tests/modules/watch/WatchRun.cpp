#include "tests/modules/watch/WatchRun.hpp"

#include "modules/system/PosixHost.hpp"
#include "modules/watch/ServiceWatch.hpp"

#include <catch2/catch.hpp>

#include <fstream>

namespace modules {

namespace {

const ServiceWatch module;

}  // namespace

ModuleResult watched(Map arguments) {
    PosixHost host;
    return run(module, std::move(arguments), host, Run::apply, {});
}

ModuleResult attempted(Map service) {
    // Long, for machines that are busy: what answers does so at once.
    return watched({{"services", List{std::move(service)}}, {"attempt_timeout", 30}});
}

Value only_report(const ModuleResult& result) {
    const Value* const services = result.data.find("services");
    REQUIRE(services != nullptr);
    REQUIRE(services->as_list().size() == 1);
    return services->as_list().front();
}

WatchRun::WatchRun(Map service, std::initializer_list<Map::Entry> more) {
    Map arguments(more);
    arguments.set("services", List{std::move(service)});
    arguments.set("duration", 250);
    arguments.set("interval", 0.05);
    arguments.set("until_file", folder_ / "over");
    result_ = std::async(std::launch::async, [this, arguments] {
        PosixHost::Settings settings;
        settings.on_progress = [this](std::string_view line) {
            const std::lock_guard lock(mutex_);
            lines_.emplace_back(line);
            told_.notify_all();
        };
        PosixHost host(std::move(settings));
        ModuleResult result = run(module, arguments, host, Run::apply, {});
        const std::lock_guard lock(mutex_);
        ended_ = true;
        told_.notify_all();
        return result;
    });
}

WatchRun::~WatchRun() {
    std::ofstream(folder_ / "over").flush();
    if (result_.valid()) result_.wait();
}

void WatchRun::wait_for(const std::string& words) {
    std::unique_lock lock(mutex_);
    const auto told = [&] {
        while (seen_ < lines_.size())
            if (lines_[seen_++].find(words) != std::string::npos) return true;
        return false;
    };
    bool found = false;
    told_.wait(lock, [&] { return (found = told()) || ended_; });
    INFO(words);
    REQUIRE(found);
}

ModuleResult WatchRun::finish() {
    std::ofstream(folder_ / "over").flush();
    ModuleResult result = result_.get();
    CHECK(!std::ifstream(folder_ / "over").good());
    return result;
}

}  // namespace modules

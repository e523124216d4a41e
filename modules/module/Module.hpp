#pragma once

#include "modules/module/Argument.hpp"
#include "modules/module/Plan.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace modules {

class HostView;

/// What the caller wants to know beside the change itself.
struct CallOptions {
    /// Fill before and after with whole contents, for a diff.
    bool diff = false;
    /// Set when only a look is wanted: for the few modules (command) whose plan is then another one.
    bool check_mode = false;
};

/// A module looks at a host and answers with a plan; the framework acts (run.hpp).
/// Modules hold no state: one object serves every call.
class Module {
  public:
    virtual ~Module() = default;
    [[nodiscard]] virtual std::string_view name() const = 0;
    /// One sentence for the manual, without a full stop.
    [[nodiscard]] virtual std::string_view summary() const = 0;
    [[nodiscard]] virtual const std::vector<Argument>& arguments() const = 0;
    [[nodiscard]] virtual bool takes_any_argument() const { return false; }
    /// A change of this module must run to its end even when the control side is gone.
    [[nodiscard]] virtual bool uninterruptible() const { return false; }

    /// Looks only. Throws Failure where the host cannot be brought to what was asked for.
    /// `arguments` holds canonical names and values of the declared types (run() sees to both).
    [[nodiscard]] virtual Plan plan(const Value& arguments, const HostView& host,
                                    const CallOptions& options) const = 0;
};

enum class Run { check, apply };

/// Checks arguments, looks and, for Run::apply, makes the changes. Never throws for what a host or an argument does.
ModuleResult run(const Module& module, const Value& arguments, class HostControl& host, Run mode,
                 const CallOptions& options);

/// Every module there is, sorted by name (registry.cpp).
const std::vector<const Module*>& all_modules();
/// The module of that name; null when there is none. Only plain names: prefixes are the interpreter's business.
const Module* find_module(std::string_view name);
ModuleDeclaration declaration_of(const Module& module);

}  // namespace modules

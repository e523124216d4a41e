#include "interpreter/expression/TemplateRunner.hpp"

#include "interpreter/expression/JinjaTemplate.hpp"
#include "interpreter/expression/LoopVariable.hpp"
#include "interpreter/expression/Macro.hpp"
#include "interpreter/expression/python.hpp"

namespace interpreter {

namespace {

/// What `import … as` gives: the macros and names of a template.
class Imported final : public Object {
  public:
    explicit Imported(std::shared_ptr<Frame> frame) : frame_(std::move(frame)) {}
    [[nodiscard]] std::string type_name() const override { return "TemplateModule"; }
    [[nodiscard]] std::optional<Value> find(std::string_view key) const override {
        const auto found = frame_->find(key);
        return found != frame_->end() ? std::optional<Value>(found->second) : std::nullopt;
    }

  private:
    std::shared_ptr<Frame> frame_;
};

constexpr int most_includes = 50;
thread_local int includes = 0;

class Inclusion {
  public:
    explicit Inclusion(Position position) {
        if (includes >= most_includes)
            throw DiagnosticError("templates include each other more than 50 deep", position);
        ++includes;
    }
    ~Inclusion() { --includes; }
    Inclusion(const Inclusion&) = delete;
    Inclusion& operator=(const Inclusion&) = delete;
};

}  // namespace

/// A scope of names that ends with the statement.
class TemplateRunner::Scope {
  public:
    explicit Scope(Evaluator& evaluator) : frames_(evaluator.frames()) {
        frames_.push_back(std::make_shared<Frame>());
    }
    ~Scope() { frames_.pop_back(); }
    Scope(const Scope&) = delete;
    Scope& operator=(const Scope&) = delete;

  private:
    std::vector<std::shared_ptr<Frame>>& frames_;
};

void TemplateRunner::run(const Statements& statements) {
    for (const Statement& statement : statements)
        run(statement);
}

void TemplateRunner::run(const Statement& statement) {
    switch (statement.type) {
    case Statement::Type::text:
        output_.add(statement.text);
        return;
    case Statement::Type::output: {
        // Undefined parts are errors here, also deep inside.
        const Value value = evaluator_.defined(*statement.expressions.front());
        output_.add(value);
        return;
    }
    case Statement::Type::condition:
        if (evaluator_.holds(*statement.expressions.front()))
            run(*statement.body);
        else if (statement.otherwise)
            run(*statement.otherwise);
        return;
    case Statement::Type::loop:
        loop(statement, evaluator_.defined(*statement.expressions.front()), 0);
        return;
    case Statement::Type::assign:
        evaluator_.assign(*statement.target, evaluator_.evaluate(*statement.expressions.front()));
        return;
    case Statement::Type::capture:
        capture(statement);
        return;
    case Statement::Type::macro:
        evaluator_.keep_frames();
        frame().insert_or_assign(statement.name,
                                 Value::lazy(std::make_shared<Macro>(statement.name, statement.parameters,
                                                                     statement.body, evaluator_.frames())));
        return;
    case Statement::Type::call:
        call_block(statement);
        return;
    case Statement::Type::filter:
        filter_block(statement);
        return;
    case Statement::Type::with:
        with(statement);
        return;
    case Statement::Type::block: {
        const Scope scope(evaluator_);
        run(*statement.body);
        return;
    }
    case Statement::Type::include:
        include(statement);
        return;
    case Statement::Type::import_as:
        import_as(statement);
        return;
    case Statement::Type::import_from:
        import_from(statement);
        return;
    }
}

void TemplateRunner::loop(const Statement& statement, const Value& source, int depth) {
    const std::optional<List> all = items_of(source);
    const Expression::Node* condition = statement.expressions[1].get();
    if (!all)
        throw DiagnosticError("'{% for %}' needs a list, found " + described_kind(source),
                              statement.expressions.front()->position);
    std::shared_ptr<List> items = std::make_shared<List>();
    {
        const Scope scope(evaluator_);
        for (const Value& item : *all) {
            if (condition != nullptr) evaluator_.assign(*statement.target, item);
            if (condition == nullptr || evaluator_.holds(*condition)) items->push_back(item);
        }
    }
    if (items->empty()) {
        if (statement.otherwise) run(*statement.otherwise);
        return;
    }
    LoopVariable::Recursion recursion;
    if (statement.recursive)
        recursion = [this, &statement](const Value& inner, int inner_depth) {
            static constexpr int deepest = 100;
            if (inner_depth > deepest)
                throw DiagnosticError("the loop calls itself more than 100 deep", statement.position);
            Output written;
            TemplateRunner(evaluator_, written).loop(statement, inner, inner_depth);
            return written.text_value();
        };
    const auto variable = std::make_shared<LoopVariable>(items, depth, std::move(recursion));
    for (std::size_t index = 0; index < items->size(); ++index) {
        const Scope scope(evaluator_);
        variable->go_to(index);
        frame().insert_or_assign("loop", Value::lazy(variable));
        evaluator_.assign(*statement.target, (*items)[index]);
        run(*statement.body);
    }
}

Value TemplateRunner::captured(const Statements& body) {
    const Scope scope(evaluator_);
    Output written;
    TemplateRunner(evaluator_, written).run(body);
    return written.text_value();
}

Value TemplateRunner::filtered(const Statement& statement) {
    const Value text = captured(*statement.body);
    const Scope scope(evaluator_);
    frame().insert_or_assign(std::string(captured_name), text);
    return evaluator_.defined(*statement.expressions.front());
}

void TemplateRunner::capture(const Statement& statement) {
    evaluator_.assign(*statement.target, filtered(statement));
}

void TemplateRunner::filter_block(const Statement& statement) {
    output_.add(filtered(statement));
}

void TemplateRunner::call_block(const Statement& statement) {
    evaluator_.keep_frames();
    const Value caller = Value::lazy(
        std::make_shared<Macro>("caller", statement.parameters, statement.body, evaluator_.frames()));
    const Scope scope(evaluator_);
    // The call is the one that was written, with `caller` as one argument more.
    std::shared_ptr<Expression::Node> name = std::make_shared<Expression::Node>();
    name->type = Expression::Node::Type::name;
    name->name = "caller";
    name->position = statement.position;
    Expression::Node call = *statement.expressions.front();
    call.named.emplace_back("caller", std::move(name));
    frame().insert_or_assign("caller", caller);
    output_.add(evaluator_.defined(call));
}

void TemplateRunner::with(const Statement& statement) {
    const Value values = evaluator_.evaluate(*statement.expressions.front());
    const Scope scope(evaluator_);
    evaluator_.assign(*statement.target, values);
    run(*statement.body);
}

void TemplateRunner::include(const Statement& statement) {
    if (!evaluator_.template_loader)
        throw DiagnosticError("'{% include %}' works in template files only", statement.position);
    const Value named = evaluator_.defined(*statement.expressions.front());
    const List candidates = named.is_list() ? named.as_list() : List{named};
    std::shared_ptr<const JinjaTemplate> found;
    std::string tried;
    for (const Value& candidate : candidates) {
        found = evaluator_.template_loader(to_python_text(candidate), statement.position);
        if (found) break;
        tried += (tried.empty() ? "'" : ", '") + to_python_text(candidate) + "'";
    }
    if (!found) {
        if (statement.optional) return;
        throw DiagnosticError("there is no template " + tried, statement.position,
                              "it is looked for beside this template, then in the directories of templates");
    }
    const Inclusion inclusion(statement.position);
    const Scope scope(evaluator_);
    run(found->body());
}

std::shared_ptr<Frame> TemplateRunner::imported(const Statement& statement) {
    if (!evaluator_.template_loader)
        throw DiagnosticError("'{% import %}' works in template files only", statement.position);
    const std::string name = to_python_text(evaluator_.defined(*statement.expressions.front()));
    const std::shared_ptr<const JinjaTemplate> found = evaluator_.template_loader(name, statement.position);
    if (!found)
        throw DiagnosticError("there is no template '" + name + "'", statement.position,
                              "it is looked for beside this template, then in the directories of templates");
    const Inclusion inclusion(statement.position);
    const Scope scope(evaluator_);
    std::shared_ptr<Frame> names = evaluator_.frames().back();
    Output ignored;
    TemplateRunner(evaluator_, ignored).run(found->body());
    return names;
}

void TemplateRunner::import_as(const Statement& statement) {
    frame().insert_or_assign(statement.name, Value::lazy(std::make_shared<Imported>(imported(statement))));
}

void TemplateRunner::import_from(const Statement& statement) {
    const std::shared_ptr<Frame> names = imported(statement);
    for (const auto& [name, alias] : statement.names) {
        const auto found = names->find(name);
        if (found == names->end())
            throw DiagnosticError("the imported template has no '" + name + "'", statement.position);
        frame().insert_or_assign(alias, found->second);
    }
}

}  // namespace interpreter

#include "interpreter/template/MustacheFile.hpp"

#include "interpreter/template/MustacheWalk.hpp"
#include "modules/value/Json.hpp"

#include <mstch/mstch.hpp>

#include <climits>

namespace interpreter {

namespace {

/// mstch escapes for HTML unless it is told otherwise, once for the program.
void write_as_is() {
    static const bool told = [] {
        mstch::config::escape = [](const std::string& text) { return text; };
        return true;
    }();
    static_cast<void>(told);
}

/// Values as mstch knows them. Only keys that the template names are made: `hostvars` may hold thousands.
class Nodes {
  public:
    Nodes(const std::set<std::string>& words, const Evaluation& evaluation, modules::SecretStyle secrets)
        : words_(words), evaluation_(evaluation), secrets_(secrets) {}

    mstch::node of(const Value& raw) const {
        const Value value = rendered_at_top(raw, evaluation_);
        switch (value.kind()) {
        case Kind::null:
            return nullptr;
        case Kind::boolean:
            return value.as_boolean();
        case Kind::integer:
            return of_integer(value.as_integer());
        case Kind::real:
            return value.as_real() == 0 ? mstch::node(0) : mstch::node(to_python_text(value));
        case Kind::secret:
            // An empty one closes a section as ever.
            if (secrets_ == modules::SecretStyle::masked && !value.as_text().empty())
                return of_text(std::string(modules::masked_secret));
            return of_text(value.as_text());
        case Kind::text:
            return of_text(value.as_text());
        case Kind::list: {
            mstch::array items;
            for (const Value& item : value.as_list())
                items.push_back(of(item));
            return items;
        }
        case Kind::map:
            break;
        }
        return map_of(value);
    }

  private:
    // Longer ones than a C int go as text, which is true and looks the same.
    static mstch::node of_integer(std::int64_t number) {
        if (number < INT_MIN || number > INT_MAX) return std::to_string(number);
        return static_cast<int>(number);
    }
    static mstch::node of_text(const std::string& text) { return text; }

    mstch::node map_of(const Value& value) const {
        mstch::map map;
        for (const std::string& word : words_)
            if (const std::optional<Value> entry = value.get(word)) map.emplace(word, of(*entry));
        // mstch takes an empty mapping for true as well; a section must tell the two apart.
        const bool empty = !value.is_lazy() && value.as_map().empty();
        if (empty) return false;
        return map;
    }

    const std::set<std::string>& words_;
    const Evaluation& evaluation_;
    modules::SecretStyle secrets_;
};

[[noreturn]] void refuse(const Diagnostics& diagnostics) {
    Diagnostic first = diagnostics.all().front();
    for (std::size_t index = 1; index < diagnostics.all().size(); ++index) {
        const Diagnostic& other = diagnostics.all()[index];
        first.notes.push_back({"also: " + other.message, other.position});
    }
    throw DiagnosticError(std::move(first));
}

}  // namespace

RenderedFile render_mustache_file(const std::string& path, SourceFiles& files, const Evaluation& evaluation) {
    write_as_is();
    Diagnostics diagnostics;
    const MustachePartials partials(path, files, diagnostics);
    if (diagnostics.has_errors()) refuse(diagnostics);
    MustacheWalk walk(partials, evaluation, diagnostics);
    walk.walk(partials.root().tags);
    if (diagnostics.has_errors()) refuse(diagnostics);

    std::map<std::string, std::string> texts;
    for (const auto& [name, part] : partials.all())
        texts.emplace(name, part.text);
    const auto render = [&](modules::SecretStyle secrets) {
        const Nodes nodes(partials.words(), evaluation, secrets);
        mstch::map root;
        for (const auto& [name, value] : walk.variables())
            root.emplace(name, nodes.of(value));
        return mstch::render(partials.root().text, root, texts);
    };
    std::string text = render(modules::SecretStyle::revealed);
    std::string shown = walk.secret() ? render(modules::SecretStyle::masked) : text;
    return {std::move(text), walk.secret(), std::move(shown)};
}

NamesRead names_in_mustache_file(const std::string& path, SourceFiles& files) {
    Diagnostics ignored;
    const MustachePartials partials(path, files, ignored);
    NamesRead read;
    read.perhaps = partials.words();
    // Outside every section a name can only be a variable.
    for (const MustacheTag& tag : partials.root().tags)
        if (tag.type != MustacheTag::Type::partial && tag.name != ".") read.names.insert(name_parts(tag.name).front());
    read.dynamic_of_hosts = read.perhaps.contains("hostvars");
    return read;
}

void check_mustache_file(const std::string& path, SourceFiles& files, Diagnostics& diagnostics) {
    try {
        const MustachePartials partials(path, files, diagnostics);
        static_cast<void>(partials);
    } catch (const DiagnosticError& error) {
        diagnostics.add(error.diagnostic());
    }
}

}  // namespace interpreter

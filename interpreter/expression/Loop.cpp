#include "interpreter/expression/Loop.hpp"

#include "interpreter/expression/Evaluator.hpp"
#include "interpreter/expression/Expression.hpp"
#include "interpreter/expression/python.hpp"

namespace interpreter {

List loop_items(std::string_view kind, const Value& rendered_terms, const Evaluation& evaluation,
                Position position) {
    Evaluator evaluator(evaluation);
    Given given;
    const List* several = sequence_in(rendered_terms);
    // with_subelements and with_first_found take their terms one by one; a mapping or a text is a single
    // term.
    if (several != nullptr)
        given.positional = *several;
    else if (!rendered_terms.is_null())
        given.positional.push_back(rendered_terms);
    const Value found = materialised(evaluator.call_lookup(kind, std::move(given), position));
    return found.as_list();
}

}  // namespace interpreter

#include "interpreter/graph/TaskGraph.hpp"

namespace interpreter {

std::string_view edge_kind_name(EdgeKind kind) {
    switch (kind) {
    case EdgeKind::order:
        return "order";
    case EdgeKind::needs:
        return "needs";
    case EdgeKind::role_dependency:
        return "role dependency";
    case EdgeKind::notify:
        return "notify";
    case EdgeKind::data:
        return "data";
    case EdgeKind::barrier:
        return "barrier";
    }
    return "order";
}

}  // namespace interpreter

// https://docs.openstack.org/api-ref/identity/v3/
#include "modules/openstack/ResourceKind.hpp"

namespace modules::openstack {

namespace {

const CloudService identity_service{{"identity"}, "/v3"};

Attribute domain_of(std::string_view what) {
    return {.name = "domain",
            .shape = Shape::reference,
            .help = what,
            .field = "domain_id",
            .kind = "domains",
            .fallback = "default",
            .settled = Settled::at_creation};
}

Attribute name_of(std::string_view what) {
    return {.name = "name", .help = what, .need = Need::required};
}

Attribute description() {
    return {.name = "description", .help = "what it is for"};
}

Attribute enabled() {
    return {.name = "enabled", .shape = Shape::flag, .help = "whether it may be used"};
}

}  // namespace

const std::vector<ResourceKind>& identity_kinds() {
    static const std::vector<ResourceKind> kinds{
        {.list = "domains",
         .singular = "domain",
         .noun = "domain",
         .service = identity_service,
         .path = "/domains",
         .identity = {"name"},
         .attributes = {name_of("the domain's name"), description(), enabled()},
         .disabled_first = true},
        {.list = "projects",
         .singular = "project",
         .noun = "project",
         .service = identity_service,
         .path = "/projects",
         .identity = {"name", "domain"},
         .attributes = {name_of("the project's name"), domain_of("the domain that it is in"), description(),
                        enabled()}},
        {.list = "roles",
         .singular = "role",
         .noun = "role",
         .service = identity_service,
         .path = "/roles",
         .identity = {"name"},
         .attributes = {name_of("the role's name"), description()}},
        {.list = "groups",
         .singular = "group",
         .noun = "group",
         .service = identity_service,
         .path = "/groups",
         .identity = {"name", "domain"},
         .attributes = {name_of("the group's name"), domain_of("the domain that it is in"), description()}},
        {.list = "users",
         .singular = "user",
         .noun = "user",
         .service = identity_service,
         .path = "/users",
         .identity = {"name", "domain"},
         .attributes = {name_of("the user's name"),
                        domain_of("the domain that the user is in"),
                        {.name = "password",
                         .shape = Shape::password,
                         .help = "the password, which is tried"},
                        {.name = "email", .help = "the user's address"},
                        description(),
                        enabled(),
                        {.name = "default_project",
                         .shape = Shape::reference,
                         .help = "the project of a token that is asked for without one",
                         .field = "default_project_id",
                         .kind = "projects",
                         .within = "domain"}}},
        {.list = "services",
         .singular = "service",
         .noun = "service",
         .service = identity_service,
         .path = "/services",
         .identity = {"type", "name"},
         .referred_by = {"name", "type"},
         .attributes = {name_of("the service's name"),
                        {.name = "type", .help = "what it offers: image, compute, …", .need = Need::required},
                        description(),
                        enabled()}},
        {.list = "endpoints",
         .singular = "endpoint",
         .noun = "endpoint",
         .service = identity_service,
         .path = "/endpoints",
         .identity = {"service", "interface", "region"},
         .referred_by = {},
         .attributes = {{.name = "service",
                         .shape = Shape::reference,
                         .help = "whose address it is: a name or a type",
                         .need = Need::required,
                         .field = "service_id",
                         .kind = "services",
                         .settled = Settled::at_creation},
                        {.name = "interface",
                         .help = "for whom: public, internal, admin, or a list of them",
                         .settled = Settled::at_creation,
                         .words = {"public", "internal", "admin"}},
                        {.name = "region", .help = "in which region", .settled = Settled::at_creation},
                        {.name = "url", .help = "the address", .need = Need::required},
                        enabled()}},
    };
    return kinds;
}

}  // namespace modules::openstack

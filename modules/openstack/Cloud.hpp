#pragma once

#include "modules/openstack/CloudLogin.hpp"
#include "modules/system/HostControl.hpp"

#include <memory>
#include <string>
#include <string_view>

namespace modules::openstack {

/// Nobody answers there (yet): what another task may bring about.
class CloudUnreachable final : public Failure {
  public:
    using Failure::Failure;
};

/// A service answered that it will not; the text is its own, with the request and its id.
class CloudRefusal final : public Failure {
  public:
    CloudRefusal(const std::string& message, unsigned status) : Failure(message), status_(status) {}
    [[nodiscard]] unsigned status() const { return status_; }

  private:
    unsigned status_;
};

/// Where a service is asked: by the types that a catalog may have it under, and what its address must go on
/// with ("/v2.0"), which some catalogs say and others do not.
struct CloudService {
    std::vector<std::string_view> types;
    std::string_view version;
};

/// One session with an OpenStack: a token, the catalog that came with it, and questions. Identity is asked
/// where the login went, because its address in the catalog may be what is to be put right.
class Cloud {
  public:
    /// Asks nobody yet.
    explicit Cloud(CloudLogin login) : login_(std::move(login)) {}

    /// Gets the token. Throws CloudUnreachable or CloudRefusal.
    void log_in();
    /// Of the project that the token is for; empty where it is for none.
    [[nodiscard]] const std::string& project() const { return project_; }

    /// What stands there; nothing where that is nowhere (404).
    [[nodiscard]] std::optional<Value> look(const CloudService& service, const std::string& path);
    /// Everything of a collection, page after page.
    [[nodiscard]] List look_through(const CloudService& service, const std::string& path,
                                    const std::string& plural);
    /// Does the user get a token by that password?
    [[nodiscard]] bool accepts(const std::string& user_id, const std::string& password);

    /// Asks for a change, which only one who may change the host may. Gives the reply's body, null where it
    /// has none. Throws CloudRefusal.
    Value change(HostControl& host, const std::string& method, const CloudService& service,
                 const std::string& path, const Value& body,
                 const std::string& content_type = "application/json");
    /// Sends what is too long to be held.
    void upload(HostControl& host, const CloudService& service, const std::string& path,
                const HttpUpload& content);
    /// Where a service is, without a slash at its end. Throws Failure where the catalog has none.
    [[nodiscard]] std::string address(const CloudService& service) const;

    /// What no message may hold from now on.
    void hide(const std::string& secret) { login_.secrets.push_back(secret); }

  private:
    [[nodiscard]] HttpReply exchange(const std::string& method, const std::string& url,
                                     const std::string& body, const HttpFields& fields) const;
    [[nodiscard]] HttpReply asked(const std::string& method, const std::string& url,
                                  const std::string& body = {},
                                  const std::string& content_type = "application/json");
    [[noreturn]] void refuse(const std::string& method, const HttpReply& reply) const;
    [[nodiscard]] std::string hidden(std::string text) const;

    CloudLogin login_;
    std::string token_;
    std::string project_;
    List catalog_;
};

/// What the look of a module is in check mode where nobody answers: an earlier task may be what would bring
/// it up. Outside of check mode throws the reason.
Plan plan_without_cloud(const CloudUnreachable& reason, const CallOptions& options);

}  // namespace modules::openstack

// The table of all modules. To add one: its #include and its line, each in alphabetical order. (Objects that register
// themselves are dropped by the linker with the library that holds them.) Names that exist on the control side only
// (template, set_fact, debug, …) are actions of the interpreter and do not stand here.
#include "modules/accounts/AuthorizedKey.hpp"
#include "modules/accounts/GroupModule.hpp"
#include "modules/accounts/KnownHosts.hpp"
#include "modules/accounts/OpensshKeypair.hpp"
#include "modules/accounts/UserModule.hpp"
#include "modules/commands/CommandModule.hpp"
#include "modules/commands/OwnModule.hpp"
#include "modules/commands/Ping.hpp"
#include "modules/commands/ScriptModule.hpp"
#include "modules/commands/ShellModule.hpp"
#include "modules/cron/Cron.hpp"
#include "modules/facts/Getent.hpp"
#include "modules/facts/PackageFacts.hpp"
#include "modules/facts/Setup.hpp"
#include "modules/files/Assemble.hpp"
#include "modules/files/BlockInFile.hpp"
#include "modules/files/Copy.hpp"
#include "modules/files/Fetch.hpp"
#include "modules/files/File.hpp"
#include "modules/files/Find.hpp"
#include "modules/files/IniFile.hpp"
#include "modules/files/LineInFile.hpp"
#include "modules/files/Replace.hpp"
#include "modules/files/Slurp.hpp"
#include "modules/files/Stat.hpp"
#include "modules/files/TempFile.hpp"
#include "modules/files/Unarchive.hpp"
#include "modules/git/Git.hpp"
#include "modules/jobs/AsyncStatus.hpp"
#include "modules/kernel/FileSystem.hpp"
#include "modules/kernel/HostName.hpp"
#include "modules/kernel/Modprobe.hpp"
#include "modules/kernel/Mount.hpp"
#include "modules/kernel/PamLimits.hpp"
#include "modules/kernel/Sysctl.hpp"
#include "modules/kernel/TimeZone.hpp"
#include "modules/module/Module.hpp"
#include "modules/mysql/GaleraState.hpp"
#include "modules/mysql/MysqlDb.hpp"
#include "modules/mysql/MysqlQuery.hpp"
#include "modules/mysql/MysqlUser.hpp"
#include "modules/mysql/MysqlVariables.hpp"
#include "modules/network/GetUrl.hpp"
#include "modules/network/Iptables.hpp"
#include "modules/network/Uri.hpp"
#include "modules/network/WaitFor.hpp"
#include "modules/openstack/OpenstackIdentity.hpp"
#include "modules/openstack/OpenstackResources.hpp"
#include "modules/openstack/OpenstackSchema.hpp"
#include "modules/packages/Apt.hpp"
#include "modules/packages/AptKey.hpp"
#include "modules/packages/AptRepository.hpp"
#include "modules/packages/Debconf.hpp"
#include "modules/packages/Dnf.hpp"
#include "modules/packages/DpkgSelections.hpp"
#include "modules/packages/Package.hpp"
#include "modules/packages/Pip.hpp"
#include "modules/packages/RpmKey.hpp"
#include "modules/packages/YumRepository.hpp"
#include "modules/pcs/PcsAuth.hpp"
#include "modules/pcs/PcsCluster.hpp"
#include "modules/pcs/PcsClusterState.hpp"
#include "modules/pcs/PcsResource.hpp"
#include "modules/pcs/PcsStatus.hpp"
#include "modules/pcs/PcsStonithFence.hpp"
#include "modules/rabbitmq/RabbitmqClusterState.hpp"
#include "modules/rabbitmq/RabbitmqPolicy.hpp"
#include "modules/rabbitmq/RabbitmqUser.hpp"
#include "modules/rabbitmq/RabbitmqVhost.hpp"
#include "modules/systemd/Service.hpp"
#include "modules/systemd/ServiceFacts.hpp"
#include "modules/systemd/Systemd.hpp"
#include "modules/systemd/SystemdService.hpp"
#include "modules/watch/ServiceWatch.hpp"

#include <algorithm>

namespace modules {

namespace {

template <class Type>
const Module* the() {
    static const Type module;
    return &module;
}

}  // namespace

const std::vector<const Module*>& all_modules() {
    static const std::vector<const Module*> table{
        the<OwnModule>(),
        the<Apt>(),
        the<AptKey>(),
        the<AptRepository>(),
        the<Assemble>(),
        the<AsyncStatus>(),
        the<AuthorizedKey>(),
        the<BlockInFile>(),
        the<CommandModule>(),
        the<Copy>(),
        the<Cron>(),
        the<Debconf>(),
        the<Dnf>(),
        the<DpkgSelections>(),
        the<Fetch>(),
        the<File>(),
        the<FileSystem>(),
        the<Find>(),
        the<GaleraState>(),
        the<GetUrl>(),
        the<Getent>(),
        the<Git>(),
        the<GroupModule>(),
        the<HostName>(),
        the<IniFile>(),
        the<Iptables>(),
        the<KnownHosts>(),
        the<LineInFile>(),
        the<Modprobe>(),
        the<Mount>(),
        the<MysqlDb>(),
        the<MysqlQuery>(),
        the<MysqlUser>(),
        the<MysqlVariables>(),
        the<OpensshKeypair>(),
        the<OpenstackIdentity>(),
        the<OpenstackResources>(),
        the<OpenstackSchema>(),
        the<Package>(),
        the<PackageFacts>(),
        the<PamLimits>(),
        the<PcsAuth>(),
        the<PcsCluster>(),
        the<PcsClusterState>(),
        the<PcsResource>(),
        the<PcsStatus>(),
        the<PcsStonithFence>(),
        the<Ping>(),
        the<Pip>(),
        the<RabbitmqClusterState>(),
        the<RabbitmqPolicy>(),
        the<RabbitmqUser>(),
        the<RabbitmqVhost>(),
        the<Replace>(),
        the<RpmKey>(),
        the<ScriptModule>(),
        the<Service>(),
        the<ServiceFacts>(),
        the<ServiceWatch>(),
        the<Setup>(),
        the<ShellModule>(),
        the<Slurp>(),
        the<Stat>(),
        the<Sysctl>(),
        the<Systemd>(),
        the<SystemdService>(),
        the<TempFile>(),
        the<TimeZone>(),
        the<Unarchive>(),
        the<Uri>(),
        the<UserModule>(),
        the<WaitFor>(),
        the<Yum>(),
        the<YumRepository>(),
    };
    return table;
}

const Module* find_module(std::string_view name) {
    const std::vector<const Module*>& table = all_modules();
    const auto place = std::lower_bound(table.begin(), table.end(), name,
                                        [](const Module* module, std::string_view wanted) {
                                            return module->name() < wanted;
                                        });
    return place != table.end() && (*place)->name() == name ? *place : nullptr;
}

}  // namespace modules

import ArgumentParser

struct Fleet: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Publish releases to a fleet on etcd, and watch its instances.",
        discussion: """
            A release is all configurations of an application. Instances load it together or not \
            at all, and report what they run. Needs a configctl built with --traits Fleet.

            EXAMPLES
              Create a fleet; options can be kept in fleet.yaml:
                configctl fleet init --endpoint http://etcd-1:2379 --app shop --env prod
              Publish the files in ./config, after a look at the differences:
                configctl fleet publish --all --dry-run
                configctl fleet publish --all --note "more connections"
              Wait until every instance runs the release:
                configctl fleet status --wait 60
              Let a tenth of the instances run it for five minutes first:
                configctl fleet publish --steps 10 --bake 5min --follow
              Return to the release before:
                configctl fleet rollback

            Details: Documentation/Fleet.md.
            """,
        subcommands: [
            FleetInit.self, FleetPublish.self, FleetStatus.self, FleetInstances.self,
            FleetHistory.self, FleetWatch.self, FleetShow.self, FleetDiff.self,
            FleetPromote.self, FleetPause.self, FleetResume.self, FleetAbort.self,
            FleetRollback.self, FleetPull.self, FleetVerify.self, FleetCollect.self,
            FleetReseed.self,
        ]
    )
}

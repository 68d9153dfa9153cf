import ConfigMonitoring
import TypedConfig
import TypedConfigFleet

/// The page of a fleet: what is assigned, how far a rollout is, what instances run and why not, and the
/// newest decisions.
struct FleetPage {
    let content: FleetWindow.Content

    var sections: [Markup] {
        guard let reading = content.reading else {
            let reason = content.fault ?? "it was not read yet"
            return [
                "<h1>Fleet</h1>", "<p class=\"critical\">The fleet cannot be read: \(reason)</p>",
            ]
        }
        let (view, head) = (reading.view, reading.view.head)
        var sections: [Markup] = ["<h1>Fleet \(view.fleet.description)</h1>", fault, pointer(view)]
        if let rollout = head.rollout { sections.append(self.rollout(rollout, view)) }
        sections.append(instances(view))
        sections.append(history(reading.history))
        return sections
    }

    /// The state below it may be outdated.
    private var fault: Markup {
        guard let fault = content.fault else { return "" }
        let time = content.time.map { Sections.time($0) } ?? ""
        return
            "<p class=\"critical\">The fleet cannot be read: \(fault). This is its state of \(time).</p>"
    }

    private func pointer(_ view: FleetView) -> Markup {
        let head = view.head
        let release: Markup =
            head.stable.map { "Release \($0.sequence)" } ?? "No release has been published yet"
        let count = view.instances.count { $0.runs(head) }
        let state = view.isSettled ? HealthState.healthy : .degraded
        return """
            <section class="banner \(state.rawValue)" aria-label="Assigned">
            <p class="state">\(release)</p>
            <p class="quiet">epoch \(head.moment.epoch), generation \(head.moment.generation), decided by \
            \(head.author); \(count) of \(view.instances.count) instances run what is assigned to them</p>
            </section>
            """
    }

    private func rollout(_ rollout: FleetRollout, _ view: FleetView) -> Markup {
        let target = rollout.release.sequence
        let running = view.instances.count { $0.running == target }
        let refused = view.instances.count { $0.state == .refused && $0.wanted == target }
        let steps: [Markup] = rollout.plan.steps.enumerated().map { index, step in
            let current: Markup = index == rollout.step ? " aria-current=\"step\"" : ""
            return "<li\(current)>\(step.percent) %</li>"
        }
        let paused: Markup =
            rollout.state == .paused ? "<span class=\"degraded\">paused</span>" : "running"
        return Sections.section(
            "Rollout of release \(target)",
            """
            <p><progress max="100" value="\(rollout.percent)" aria-label="Share of the instances"></progress> \
            \(rollout.percent) %, \(paused) since \(rollout.since)</p>
            <ol class="list">\(steps)</ol>
            <p>Instances that run it: \(running); that have refused it: \(refused).</p>
            """
        )
    }

    private func instances(_ view: FleetView) -> Markup {
        if view.instances.isEmpty {
            return Sections.section("Instances", "<p class=\"quiet\">None is connected.</p>")
        }
        // What needs attention is at the top.
        let ordered = view.instances.enumerated().sorted { left, right in
            let keys = [left, right].map { (view.needsAttention($0.element) ? 0 : 1, $0.offset) }
            return keys[0] < keys[1]
        }.map(\.element)
        let rows: [[Markup]] = ordered.map { instance in
            let labels = instance.labels.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
            let reasons: [Markup] = instance.reasons.map { "<pre>\($0)</pre>" }
            let note: Markup = instance.note.map { "<div>\($0)</div>" } ?? ""
            return [
                "\(instance.id)", release(instance, view), state(instance, view),
                Sections.state(instance.health),
                "\(instance.program)", "\(labels.joined(separator: ", "))", "\(reasons)\(note)",
            ]
        }
        return Sections.section(
            "Instances",
            Sections.table(
                "Instances",
                ["Instance", "Release", "State", "Health", "Program", "Labels", "Why"],
                rows,
                isWide: true
            )
        )
    }

    private func release(_ instance: FleetInstance, _ view: FleetView) -> Markup {
        let running: Markup = instance.running.map { "\($0)" } ?? "none"
        let assigned = view.head.release(for: instance.id, labels: instance.labels)?.sequence
        guard let assigned, assigned != instance.running else { return running }
        return "\(running) <span class=\"degraded\">(\(assigned) is assigned)</span>"
    }

    private func state(_ instance: FleetInstance, _ view: FleetView) -> Markup {
        let state =
            instance.state == .refused
            ? "critical" : instance.runs(view.head) ? "healthy" : "degraded"
        return "<span class=\"\(state)\">\(instance.state.rawValue)</span>"
    }

    private func history(_ decisions: [FleetDecision]) -> Markup {
        let rows: [[Markup]] = decisions.map { decision in
            let from: Markup = decision.from.map { "\($0)" } ?? "–"
            let to: Markup = decision.to.map { "\($0)" } ?? "–"
            return [
                "\(decision.moment.generation)", "\(decision.action.rawValue)", "\(from) → \(to)",
                "\(decision.author)", "\(decision.time)", "\(decision.note)",
            ]
        }
        return Sections.section(
            "Decisions",
            Sections.table(
                "Decisions",
                ["Number", "Decision", "Release", "Author", "Time", "Note"],
                rows
            )
        )
    }
}

extension FleetView {
    fileprivate func needsAttention(_ instance: FleetInstance) -> Bool {
        !instance.runs(head) || instance.health != .healthy
    }
}

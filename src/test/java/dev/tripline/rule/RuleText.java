// SPDX-License-Identifier: Apache-2.0
package dev.tripline.rule;

/** A complete rule file that tests spoil in one place. */
final class RuleText {

    static final String VALID =
            """
            [metadata]
            maturity = "production"

            [rule]
            rule_id = "shell-in-container"
            name = "Shell in a container"
            description = "A shell was started in a container."
            severity = "low"
            risk_score = 21
            type = "eql"
            language = "eql"
            query = '''
            process where process.name == "sh"
            '''
            """;

    /** Every key of the public layout, in the order in which such files have them. */
    static final String PUBLIC_LAYOUT =
            """
            [metadata]
            creation_date = "2026/01/02"
            integration = ["cloud_defend"]
            maturity = "production"

            [transform]
            [[transform.osquery]]
            label = "Processes"

            [rule]
            author = ["Example"]
            building_block_type = "default"
            description = \"""
            A tool was started from a directory that anybody can write to.
            \"""
            event_category_override = "event.type"
            false_positives = [
                \"""
                Package managers unpack and run helpers in /tmp.
                \""",
            ]
            from = "now-9m"
            house_key = true
            index = ["logs-cloud_defend.process*"]
            interval = "5m"
            language = "eql"
            license = "Apache-2.0"
            max_signals = 100
            name = "Tool started from a scratch directory"
            note = \"""## Triage

            Look at the parent.
            \"""
            references = ["https://attack.mitre.org/techniques/T1059/004/"]
            risk_score = 73
            rule_id = "8c1d2f9e-0000-4000-8000-1f2e3d4c5b6a"
            setup = "Needs process events."
            severity = "high"
            tags = ["Domain: Container", "OS: Linux"]
            tiebreaker_field = "event.sequence"
            timestamp_override = "event.ingested"
            type = "eql"
            version = 3

            query = '''
            start where process.executable like "/tmp/*"
            '''

            [[rule.threat]]
            framework = "MITRE ATT&CK"
            [[rule.threat.technique]]
            id = "T1059"
            name = "Command and Scripting Interpreter"
            reference = "https://attack.mitre.org/techniques/T1059/"
            [[rule.threat.technique.subtechnique]]
            id = "T1059.004"
            name = "Unix Shell"
            reference = "https://attack.mitre.org/techniques/T1059/004/"

            [rule.threat.tactic]
            id = "TA0002"
            name = "Execution"
            reference = "https://attack.mitre.org/tactics/TA0002/"
            [[rule.threat]]
            framework = "MITRE ATT&CK"

            [rule.threat.tactic]
            id = "TA0007"
            name = "Discovery"
            reference = "https://attack.mitre.org/tactics/TA0007/"

            [rule.alert_suppression]
            group_by = ["container.id"]
            """;

    private RuleText() {}

    static String with(String line, String instead) {
        if (!VALID.contains(line + "\n")) {
            throw new IllegalArgumentException("no such line: " + line);
        }
        return VALID.replace(line + "\n", instead + "\n");
    }
}

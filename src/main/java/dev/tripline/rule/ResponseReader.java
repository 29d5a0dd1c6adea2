// SPDX-License-Identifier: Apache-2.0
package dev.tripline.rule;

import dev.tripline.toml.TomlSection;
import java.util.List;
import java.util.regex.Pattern;

/** Reads the {@code [rule.response]} table; what is missing in it is reported and left empty. */
final class ResponseReader {

    private static final Pattern ID = Pattern.compile("D3A?-[A-Z0-9]+");

    private ResponseReader() {}

    static Response read(TomlSection rule) {
        return rule.table("response").map(ResponseReader::response).orElse(Response.NONE);
    }

    private static Response response(TomlSection response) {
        response.refuseOthers(List.of("triage", "countermeasure"));
        return new Response(
                response.texts("triage"),
                response.tables("countermeasure").stream()
                        .map(ResponseReader::countermeasure)
                        .toList());
    }

    private static Response.Countermeasure countermeasure(TomlSection table) {
        table.refuseOthers(List.of("id", "name", "reference", "action"));
        String id = table.requiredText("id");
        if (!id.isBlank() && !ID.matcher(id).matches()) {
            table.refuse(
                    "id",
                    table.path("id")
                            + " is \""
                            + id
                            + "\"; use the id of a technique of MITRE D3FEND, such as"
                            + " \"D3-CCSA\"");
        }
        return new Response.Countermeasure(
                id,
                table.requiredText("name"),
                table.requiredText("reference"),
                table.requiredText("action"));
    }
}

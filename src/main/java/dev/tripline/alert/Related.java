// SPDX-License-Identifier: Apache-2.0
package dev.tripline.alert;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tripline.format.IpBlock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * All addresses, users, hosts and hashes of the evidence in one place each, to look for an alert by
 * any of them. Those of every field that an alert shows, also if only its rule asks for it.
 */
final class Related {

    private static final Pattern IP = Pattern.compile(".+\\.ip|kubernetes\\.audit\\.sourceIPs");

    private static final Pattern USER =
            Pattern.compile(
                    "user\\.(?:id|name|email)|kubernetes\\.audit\\.(?:user|impersonatedUser)\\.username"
                            + "|aws\\.cloudtrail\\.user_identity\\.(?:arn|access_key_id)"
                            + "|tripline\\.jwt\\.subject");

    private static final Pattern HOST =
            Pattern.compile(
                    "host\\.(?:id|name|hostname)|cloud\\.instance\\.id|(?:url|source|destination)\\.domain"
                            + "|dns\\.question\\.name|tripline\\.jwt\\.node");

    private static final Pattern HASH =
            Pattern.compile("(?:file|process|container\\.image)\\.hash\\..+");

    private Related() {}

    static void write(ObjectNode document, List<Facts> events) {
        ObjectNode related = document.objectNode();
        put(related, "hash", events, HASH, value -> true);
        put(related, "hosts", events, HOST, value -> true);
        put(related, "ip", events, IP, IpBlock::isAddress);
        put(related, "user", events, USER, value -> true);
        if (!related.isEmpty()) {
            document.set("related", related);
        }
    }

    private static void put(
            ObjectNode related,
            String name,
            List<Facts> events,
            Pattern fields,
            Predicate<String> filter) {
        Set<String> values = new TreeSet<>();
        for (Facts facts : events) {
            for (Map.Entry<String, JsonNode> field : facts.fields().properties()) {
                if (fields.matcher(field.getKey()).matches()) {
                    facts.all(field.getKey()).stream()
                            .map(JsonNode::asText)
                            .filter(filter.and(value -> !value.isEmpty()))
                            .forEach(values::add);
                }
            }
        }
        if (!values.isEmpty()) {
            ArrayNode json = related.putArray(name);
            values.forEach(json::add);
        }
    }
}

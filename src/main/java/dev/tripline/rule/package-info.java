// SPDX-License-Identifier: Apache-2.0
/**
 * Rule files: reads detection rules from TOML and their tests from YAML, and says exactly where a
 * file is wrong. Knows the language of a rule's query, but neither where events come from nor how
 * rules are run.
 */
package dev.tripline.rule;

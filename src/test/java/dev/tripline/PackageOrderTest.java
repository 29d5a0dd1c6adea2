// SPDX-License-Identifier: Apache-2.0
package dev.tripline;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.Architectures;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture;
import java.util.List;
import org.apache.flink.api.common.functions.Function;

@AnalyzeClasses(packages = "dev.tripline", importOptions = ImportOption.DoNotIncludeTests.class)
class PackageOrderTest {

    private static final List<String> ORDER =
            List.of(
                    "event", "toml", "format", "eql", "rule", "intake", "detect", "alert", "sink",
                    "job", "cli");

    @ArchTest static final ArchRule packagesImportOnlyWhatDataMeetsBeforeThem = order();

    @ArchTest
    static final ArchRule eventsAndLanguageAndRulesKnowNoFlink =
            noClasses()
                    .that()
                    .resideInAnyPackage(
                            "..event..", "..toml..", "..format..", "..eql..", "..rule..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("org.apache.flink..");

    @ArchTest
    static final ArchRule flinkFunctionsAreFinal =
            classes()
                    .that()
                    .areAssignableTo(Function.class)
                    .and()
                    .areNotInterfaces()
                    .should()
                    .haveModifier(JavaModifier.FINAL);

    @ArchTest
    static final ArchRule everyClassSaysWhatItIs =
            noClasses().should().haveNameMatching(".*(Utils|Helper|Manager)");

    @ArchTest
    static final ArchRule onlyCommandsAndSinksWriteToTheConsole =
            noClasses()
                    .that()
                    .resideOutsideOfPackages("..cli..", "..sink..")
                    .should()
                    .accessField(System.class, "out")
                    .orShould()
                    .accessField(System.class, "err");

    private static ArchRule order() {
        LayeredArchitecture layers =
                Architectures.layeredArchitecture().consideringAllDependencies();
        for (String name : ORDER) {
            layers = layers.layer(name).definedBy("dev.tripline." + name + "..");
        }
        for (int i = 0; i < ORDER.size() - 1; i++) {
            String[] below = ORDER.subList(i + 1, ORDER.size()).toArray(String[]::new);
            layers = layers.whereLayer(ORDER.get(i)).mayOnlyBeAccessedByLayers(below);
        }
        return layers.whereLayer("cli").mayNotBeAccessedByAnyLayer();
    }
}

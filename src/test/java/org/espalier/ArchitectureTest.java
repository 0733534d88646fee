package org.espalier;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Our classes keep the package map. */
class ArchitectureTest {

    private static final ArchitectureRules RULES = new ArchitectureRules("org.espalier");
    private static final JavaClasses CODE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.espalier");

    static Set<String> rules() {
        return RULES.all().keySet();
    }

    @ParameterizedTest
    @MethodSource("rules")
    void ourCodeKeepsTheRule(String name) {
        RULES.all().get(name).check(CODE);
    }
}

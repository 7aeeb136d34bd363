package dev.netgen.cli;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Collection;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A static field is final and of a type that cannot change: no collection but guava's immutable
 * ones, no array that others see, nothing made to be changed. A private array of primitives or enum
 * constants passes: the language has no constant bytes.
 */
final class BeConstant extends ArchCondition<JavaField> {
  private static final Pattern CHANGEABLE =
      Pattern.compile(
          "java\\.util\\.concurrent\\.atomic\\..*|java\\.lang\\.(StringBuilder|StringBuffer)"
              + "|java\\.lang\\.ThreadLocal|java\\.util\\.(BitSet|Random|Date|Properties)"
              + "|java\\.nio\\..*Buffer");

  BeConstant() {
    super("be final and of a type that cannot change");
  }

  @Override
  public void check(JavaField field, ConditionEvents events) {
    boolean made = field.getModifiers().contains(JavaModifier.SYNTHETIC);
    boolean constant = field.getModifiers().contains(JavaModifier.FINAL) && isFixed(field);
    String type = field.getRawType().getName();
    events.add(
        new SimpleConditionEvent(
            field, made || constant, field.getFullName() + " of type " + type + " can change"));
  }

  private static boolean isFixed(JavaField field) {
    JavaClass type = field.getRawType();
    if (type.isArray()) {
      return field.getModifiers().contains(JavaModifier.PRIVATE)
          && (type.getBaseComponentType().isPrimitive() || type.getBaseComponentType().isEnum());
    }
    if (type.isAssignableTo(Collection.class) || type.isAssignableTo(Map.class)) {
      return type.getName().startsWith("com.google.common.collect.Immutable");
    }
    return !CHANGEABLE.matcher(type.getName()).matches();
  }
}

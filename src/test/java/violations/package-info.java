/** What must not be: each class breaks one rule of the package map, so that the rule is seen to fail. */
package violations;

// SPDX-License-Identifier: Apache-2.0

// The words of EQL. Every character belongs to some token, also in a broken text: what is wrong with it is said later,
// with more context than a lexer has.
lexer grammar EqlTokens;

AND : 'and' ;
ANY : 'any' ;
BY : 'by' ;
FALSE : 'false' ;
IN : 'in' ;
IN_TILDE : 'in~' ;
JOIN : 'join' ;
LIKE : 'like' ;
LIKE_TILDE : 'like~' ;
MAXSPAN : 'maxspan' ;
NOT : 'not' ;
NULL : 'null' ;
OF : 'of' ;
OR : 'or' ;
REGEX : 'regex' ;
REGEX_TILDE : 'regex~' ;
SAMPLE : 'sample' ;
SEQUENCE : 'sequence' ;
TRUE : 'true' ;
UNTIL : 'until' ;
WHERE : 'where' ;
WITH : 'with' ;

COLON : ':' ;
ASSIGN : '=' ;
EQ : '==' ;
NEQ : '!=' ;
LT : '<' ;
LTE : '<=' ;
GT : '>' ;
GTE : '>=' ;
PLUS : '+' ;
MINUS : '-' ;
STAR : '*' ;
SLASH : '/' ;
PERCENT : '%' ;
DOT : '.' ;
COMMA : ',' ;
LBRACKET : '[' ;
MISSING : '![' ;
RBRACKET : ']' ;
LPAREN : '(' ;
RPAREN : ')' ;
PIPE : '|' ;
OPTIONAL : '?' ;

RAW_STRING : '"""' ~[\r\n]*? '"""' '"'? '"'? ;
STRING : '"' STRING_CHARACTER* '"' ;
LEGACY_STRING
    : '\'' ( '\\' ~[\r\n] | ~['\\\r\n] )* '\''
    | '?\'' ( '\\' ~[\r\n] | ~['\\\r\n] )* '\''
    | '?"' ( '\\' ~[\r\n] | ~["\\\r\n] )* '"'
    ;
UNCLOSED_STRING : '"' STRING_CHARACTER* '\\'? ;

INTEGER : DIGIT+ ;
DECIMAL
    : DIGIT+ '.' DIGIT* EXPONENT?
    | '.' DIGIT+ EXPONENT?
    | DIGIT+ EXPONENT
    ;

IDENTIFIER : [a-zA-Z_@] [a-zA-Z0-9_]* ;
QUOTED_IDENTIFIER : '`' ( ~'`' | '``' )+ '`' ;
UNCLOSED_IDENTIFIER : '`' ( ~'`' | '``' )* ;
TILDE_IDENTIFIER : [a-zA-Z_] [a-zA-Z0-9_]* '~' ;

// Tripline's own: a list that the deployment names.
VALUE_LIST : '$' [a-zA-Z_] [a-zA-Z0-9_]* ;

WHITESPACE : [ \t\r\n]+ -> channel(HIDDEN) ;
LINE_COMMENT : '//' ~[\r\n]* -> channel(HIDDEN) ;
// Comments nest. A mode and not a recursive rule, because a mode nests to any depth without the Java stack.
COMMENT_OPEN : '/*' -> channel(HIDDEN), pushMode(COMMENT) ;

UNKNOWN : . ;

mode COMMENT;

NESTED_OPEN : '/*' -> type(COMMENT_OPEN), channel(HIDDEN), pushMode(COMMENT) ;
COMMENT_CLOSE : '*/' -> channel(HIDDEN), popMode ;
COMMENT_TEXT : ( ~[*/]+ | '*' | '/' ) -> channel(HIDDEN) ;

fragment DIGIT : [0-9] ;
fragment EXPONENT : [eE] [+-]? DIGIT+ ;
fragment STRING_CHARACTER : '\\' ~[\r\n] | ~["\\\r\n] ;

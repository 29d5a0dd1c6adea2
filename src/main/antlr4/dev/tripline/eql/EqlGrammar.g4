// SPDX-License-Identifier: Apache-2.0

// The whole of EQL, including forms that are recognised only to be refused with a message that says what to write.
// Chains are loops rather than left recursion, so a long query makes a broad tree and not a deep one.
parser grammar EqlGrammar;

options { tokenVocab = EqlTokens; }

statement : query pipe* EOF ;

query
    : sequence
    | sample
    | join
    | eventFilter
    ;

eventFilter : category WHERE expression ;

category : ANY | IDENTIFIER | string ;

sequence : SEQUENCE ( by maxspan? | maxspan by? )? term+ ( UNTIL term )? ;

// The order "maxspan by" is refused; so is anything but `runs` as the option of a term.
maxspan : WITH MAXSPAN ASSIGN number IDENTIFIER? ;

term : subquery by? option? ;

option : WITH IDENTIFIER ASSIGN number ;

sample : SAMPLE by? term+ ;

// Refused.
join : JOIN by? term+ ( UNTIL term )? ;

subquery : ( LBRACKET | MISSING ) eventFilter RBRACKET ;

// Anything but a field is refused.
by : BY expression ( COMMA expression )* ;

pipe : PIPE IDENTIFIER ( expression ( COMMA expression )* )? ;

expression : conjunction ( OR conjunction )* ;

conjunction : negation ( AND negation )* ;

negation
    : NOT negation
    | lineage
    | comparison
    ;

// Refused.
lineage : IDENTIFIER OF subquery ;

// More than one operator is refused.
comparison : sum ( comparisonOperator sum )* ;

comparisonOperator : EQ | NEQ | LT | LTE | GT | GTE ;

sum : product ( ( PLUS | MINUS ) product )* ;

product : signed ( ( STAR | SLASH | PERCENT ) signed )* ;

signed
    : ( PLUS | MINUS ) signed
    | operand
    ;

operand : primary predicate? ;

predicate
    : NOT? ( IN | IN_TILDE )
        ( valueList | LPAREN expression ( COMMA expression )* RPAREN )        # lookup
    // NOT is refused here.
    | NOT? ( COLON | LIKE | LIKE_TILDE | REGEX | REGEX_TILDE ) patterns       # match
    ;

patterns
    : constant
    | valueList
    | LPAREN constant ( COMMA constant )* RPAREN
    ;

primary
    : constant
    | function
    | field
    // Refused but as the only argument behind the value of some functions.
    | valueList
    | LPAREN expression RPAREN
    ;

valueList : VALUE_LIST ;

function : ( IDENTIFIER | TILDE_IDENTIFIER ) LPAREN ( expression ( COMMA expression )* )? RPAREN ;

constant
    : NULL
    | TRUE
    | FALSE
    | number
    | string
    ;

number : INTEGER | DECIMAL ;

string : STRING | RAW_STRING | LEGACY_STRING ;

field : OPTIONAL? name ( DOT name | index )* ;

name : IDENTIFIER | QUOTED_IDENTIFIER ;

// Refused.
index : LBRACKET INTEGER+ RBRACKET ;

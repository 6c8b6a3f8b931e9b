/** Entry of the language thread: the compiler from its compiled code first, then what uses it. */
import "./compiled";
import "./thread";

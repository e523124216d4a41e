#pragma once

#include "interpreter/expression/Call.hpp"

namespace interpreter {

/// The lookup 'password': the password in the file that the term names, made and written (mode 0600, its
/// directory 0700) when there is none yet. A salt is kept beside it, so that an encrypted one comes out the
/// same each time. Terms are "path length=20 chars=ascii_letters,digits encrypt=sha512_crypt seed=…". What it
/// gives is secret.
Value looked_up_password(Call& call);

}  // namespace interpreter

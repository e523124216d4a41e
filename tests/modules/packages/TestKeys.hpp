#pragma once

#include <string>

namespace modules {

// Keys made by GnuPG for these tests (Ed25519, with a subkey); nobody has their secret halves.
inline const std::string key_one = R"(-----BEGIN PGP PUBLIC KEY BLOCK-----

mDMEawsDdxYJKwYBBAHaRw8BAQdArZO3vA9q+9ffeZ8OHTaIoBZl7nmqqaeS+oZm
euhnb6a0D29uZUBleGFtcGxlLm9yZ4iQBBMWCAA4FiEE4fJohJJliaQDLuhuL2HE
PwxTgXoFAmsLA3cCGwMFCwkIBwIGFQoJCAsCBBYCAwECHgECF4AACgkQL2HEPwxT
gXq+pwD/WWbkZ4qCafnq9JfReCIccx31OcGPzza3EAAGP4eQRA4BAO65JzCaBQz+
TUr7khl+c8NyA6y+dYjyGcuPuyHctm8NuDgEawsDdxIKKwYBBAGXVQEFAQEHQCog
hUliKm5+37PAHAKhltrnCF/kQyJ5EXHbAQZ5ZbRXAwEIB4h4BBgWCAAgFiEE4fJo
hJJliaQDLuhuL2HEPwxTgXoFAmsLA3cCGwwACgkQL2HEPwxTgXoFXQD/dISOsgJ3
gN1H+kNJ/uhTJGIAXrC6hqh2mkD5b+V2U0sA/RR5Wuxcxpnfeh2mObP3MgOv0OY7
uyr8iGIQok+c8LAO
=56EC
-----END PGP PUBLIC KEY BLOCK-----
)";
inline const std::string key_one_fingerprint = "E1F26884926589A4032EE86E2F61C43F0C53817A";
inline const std::string key_one_id = "2F61C43F0C53817A";
inline const std::string key_one_subkey_id = "130E401124B7A647";

inline const std::string key_two = R"(-----BEGIN PGP PUBLIC KEY BLOCK-----

mDMEawsDdxYJKwYBBAHaRw8BAQdAmJU1GBBxcwBVkQpts2WqMhAeiLBlqGd5Rcmz
pwJ8w360D3R3b0BleGFtcGxlLm9yZ4iQBBMWCAA4FiEEBqsgcP06OSHUF82P8Qnp
J9DS0yAFAmsLA3cCGwMFCwkIBwIGFQoJCAsCBBYCAwECHgECF4AACgkQ8QnpJ9DS
0yBdKQEA0pvwET48q6BlxUj+uvpocXYyjnjaAziBU3oGjf1RRd0BAICJkU8/vlou
RgjGnGsZzxVP3RuNKOfCdzTguN/8C2gHuDgEawsDdxIKKwYBBAGXVQEFAQEHQPSy
ERVKr/jxZojSPUGzGHTJ4d2bOz6+1F37E9bP4psiAwEIB4h4BBgWCAAgFiEEBqsg
cP06OSHUF82P8QnpJ9DS0yAFAmsLA3cCGwwACgkQ8QnpJ9DS0yCESgD+O0zG4ThY
xOq9NSJV26HAtUc2jTGaWms0dtKnnmbOPcgBAMdmpi1qzJEJSxxEWRAdC6Xv61cO
+0PQEoh0w9zMFzIP
=6/ID
-----END PGP PUBLIC KEY BLOCK-----
)";
inline const std::string key_two_id = "F109E927D0D2D320";
inline const std::string key_two_subkey_id = "7A6E7AE55CF86BA6";

}  // namespace modules

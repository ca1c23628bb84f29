# identity.rb
require "json"
require "jwt"
require "net/http"

# Who is signed in; raises JWT::DecodeError where the header was not made by the gateway, for this application, now.
def signed_in(token)
  $keys ||= JSON.parse(Net::HTTP.get(URI(ENV.fetch("GATEWAY_JWKS"))), symbolize_names: true)
  JWT.decode(token.to_s, nil, true, algorithms: ["ES256"], jwks: $keys, required_claims: %w[exp iat sub fc],
             iss: ENV.fetch("GATEWAY_ISSUER"), verify_iss: true, aud: ENV.fetch("GATEWAY_AUDIENCE"), verify_aud: true).first
end

# application.rb
require "webrick"
require_relative "identity"

server = WEBrick::HTTPServer.new(BindAddress: "127.0.0.1", Port: (ENV["PORT"] || 8000).to_i, AccessLog: [], Logger: WEBrick::Log.new(nil, 0))
server.mount_proc("/") do |request, response|
  response.content_type = "text/plain; charset=utf-8"
  response.body = "Good day, #{signed_in(request["fc-identity"]).dig("fc", "identity", "birthName")}\n"
rescue JWT::DecodeError
  response.status = 401
end
trap("TERM") { server.shutdown }
server.start

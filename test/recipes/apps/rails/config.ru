require 'action_controller/railtie'
require 'rack/cors'

class Api < Rails::Application
  config.root = __dir__
  config.eager_load = false
  config.secret_key_base = 'for tests alone'
  config.logger = Logger.new($stderr, level: :fatal)
  config.hosts.clear
  config.consider_all_requests_local = false
end

# The recipe's text, where an application has it as an initializer.
load File.join(__dir__, 'cors.rb')

class DemandToken
  def initialize(app)
    @app = app
  end

  def call(env)
    return [401, { 'WWW-Authenticate' => 'Bearer' }, []] if env['PATH_INFO'].end_with?('/private')

    @app.call(env)
  end
end

Rails.application.config.middleware.use DemandToken

OWN = {
  'Access-Control-Allow-Origin' => '*',
  'Access-Control-Allow-Credentials' => 'true',
  'Access-Control-Allow-Methods' => 'BREW',
  'Access-Control-Allow-Headers' => '*',
  'Access-Control-Expose-Headers' => 'X-Own',
  'Access-Control-Max-Age' => '86400'
}.freeze

class ThingsController < ActionController::API
  def answer
    response.set_header('X-Upstream', 'yes')
    OWN.each { |name, value| response.set_header(name, value) } if request.path.end_with?('/own')
    return head(405) if request.options?
    return head(404) if request.path.end_with?('/missing')
    raise 'out of order' if request.path.end_with?('/broken')

    response.set_header('Vary', 'Accept-Encoding')
    response.set_header('X-Request-Id', '7')
    render plain: 'a thing'
  end
end

Rails.application.initialize!
Rails.application.routes.draw { match '*path', to: 'things#answer', via: :all }

run Rails.application
